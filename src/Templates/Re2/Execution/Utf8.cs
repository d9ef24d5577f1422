using System.Buffers;
using System.Text;

namespace Coffer.Templates.Re2.Execution;

/// <summary>UTF-8 as Go reads it: a byte that does not fit is U+FFFD of width 1, whatever the bytes after it.</summary>
internal static class Utf8
{
    public const int Invalid = 0xFFFD;

    /// <summary>The code point at an offset inside the text.</summary>
    public static int Decode(ReadOnlySpan<byte> text, int at, out int width)
    {
        var first = text[at];
        if (first < 0x80)
        {
            width = 1;
            return first;
        }

        if (Rune.DecodeFromUtf8(text[at..], out var rune, out width) == OperationStatus.Done)
        {
            return rune.Value;
        }

        width = 1;
        return Invalid;
    }
}
