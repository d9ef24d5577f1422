namespace Coffer.Contracts;

/// <summary>Texts for people, fit for a condition, an Event and a line of a log.</summary>
public static class ShortText
{
    /// <summary>The longest message, in characters; what an Event holds.</summary>
    public const int MaxMessage = 1024;

    /// <summary>The longest name that is shown in a message, in characters.</summary>
    public const int MaxName = 80;

    private const string More = "...";

    /// <summary>A message of at most <see cref="MaxMessage"/> characters, with dots at its end where more was cut off.</summary>
    public static string Message(string text) => Cut(text, MaxMessage);

    /// <summary>A name of somebody else's choice, of at most <see cref="MaxName"/> characters.</summary>
    public static string Name(string? text) => Cut(text ?? "", MaxName);

    /// <summary>Never cuts a surrogate pair: half of one comes back from the API server as another character, and the text would no longer be known as ours.</summary>
    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = most - More.Length;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + More;
    }
}
