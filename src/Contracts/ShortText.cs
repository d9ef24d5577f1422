namespace Coffer.Contracts;

/// <summary>
/// Texts for people, fit for a condition, an Event and a line of a log. The only place that cuts texts of somebody else's choice.
/// </summary>
public static class ShortText
{
    /// <summary>The longest message, in characters; what an Event holds.</summary>
    public const int MaxMessage = 1024;

    /// <summary>The longest name that is shown in a message, in characters.</summary>
    public const int MaxName = 80;

    /// <summary>The longest reason that one of several things is told with, in characters.</summary>
    public const int MaxPart = 512;

    private const string Dots = "...";

    /// <summary>A message of at most <see cref="MaxMessage"/> characters, with dots at its end where more was cut off.</summary>
    public static string Message(string text) => Cut(text, MaxMessage);

    /// <summary>One of several reasons that are told together, of at most <see cref="MaxPart"/> characters.</summary>
    public static string Part(string text) => Cut(text, MaxPart);

    /// <summary>A name of somebody else's choice, of at most <see cref="MaxName"/> characters.</summary>
    public static string Name(string? text) => Cut(text ?? "", MaxName);

    /// <summary>A text of at most so many characters; where more is cut off, a mark of it among them.</summary>
    public static string Cut(string text, int most, string mark = Dots) =>
        text.Length <= most ? text : Head(text, most - mark.Length) + mark;

    /// <summary>
    /// The first characters of a text, so many at most. Never cuts a surrogate pair: half of one comes back from the API server as another
    /// character, and the text would no longer be known as ours.
    /// </summary>
    public static string Head(string text, int most) =>
        text.Length <= most ? text : text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
