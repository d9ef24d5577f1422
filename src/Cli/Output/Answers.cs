using System.Text.Json.Serialization.Metadata;

namespace Coffer.Cli.Output;

/// <summary>Writes an answer in the format that was asked for.</summary>
internal static class Answers
{
    /// <summary>Writes it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="format">How.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="type">Its JSON.</param>
    /// <param name="draw">Draws it for people.</param>
    public static Task WriteAsync<T>(
        Terminal terminal, OutputFormat format, T answer, JsonTypeInfo<T> type, Func<T, Screen, Screen> draw) =>
        terminal.Out.WriteAsync(format is OutputFormat.Json or OutputFormat.Yaml
            ? Document.Of(answer, type, format)
            : draw(answer, new Screen(terminal.Width)).ToString(terminal.Colours));
}
