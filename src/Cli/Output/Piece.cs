namespace Coffer.Cli.Output;

/// <summary>A text of one tone.</summary>
internal readonly record struct Piece(string Text, Tone Tone = Tone.Plain)
{
    /// <summary>A text of no particular tone.</summary>
    public static implicit operator Piece(string text) => new(text);
}
