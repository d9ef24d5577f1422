using System.Text;
using Coffer.Templates.Re2.Execution;

namespace Coffer.Templates.Re2.Syntax;

/// <summary>A place in the pattern that moves forward.</summary>
internal sealed class PatternReader(byte[] pattern)
{
    public int At { get; set; }

    public int Left => pattern.Length - At;

    public bool AtEnd => At == pattern.Length;

    public ReadOnlySpan<byte> Rest => pattern.AsSpan(At);

    /// <summary>The byte so many places ahead, or 0 behind the end (a NUL of the pattern means nothing special anywhere).</summary>
    public byte Peek(int ahead = 0) => At + ahead < pattern.Length ? pattern[At + ahead] : (byte)0;

    public bool StartsWith(ReadOnlySpan<byte> text) => Rest.StartsWith(text);

    /// <summary>The next code point; U+FFFD behind the end, as Go's decoder says of nothing.</summary>
    public int Next()
    {
        if (AtEnd)
        {
            return Utf8.Invalid;
        }

        var rune = Utf8.Decode(pattern, At, out var width);
        if (rune == Utf8.Invalid && width == 1)
        {
            throw Error(Fault.InvalidUtf8, At, pattern.Length);
        }

        At += width;
        return rune;
    }

    /// <summary>The text between two places, which has to be UTF-8.</summary>
    public string Text(int from, int to)
    {
        for (int at = from, width; at < to; at += width)
        {
            if (Utf8.Decode(pattern.AsSpan(0, to), at, out width) == Utf8.Invalid && width == 1)
            {
                throw Error(Fault.InvalidUtf8, at, to);
            }
        }

        return Encoding.UTF8.GetString(pattern, from, to - from);
    }

    /// <summary>An error that quotes the pattern from a place to here.</summary>
    public RegexpException Error(string reason, int from) => Error(reason, from, At);

    public RegexpException Error(string reason, int from, int to) => RegexpException.Syntax(reason, pattern.AsSpan(from, to - from));

    public RegexpException ErrorOfAll(string reason) => Error(reason, 0, pattern.Length);
}
