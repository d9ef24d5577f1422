using System.Text;
using Coffer.Templates.Calls;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Encoding;

/// <summary>Standard base64 on byte strings. Decoding passes over line ends and says at which byte it failed, as Go's does.</summary>
internal static class Base64Text
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const int Quantum = 4;

    public static string Encode(string text) => Convert.ToBase64String(ByteText.ToBytes(text));

    /// <exception cref="FunctionError">With Go's text, for example <c>illegal base64 data at input byte 3</c>.</exception>
    public static string Decode(string text)
    {
        var result = new StringBuilder(text.Length / Quantum * 3);
        var next = 0;
        while (ReadQuantum(text, ref next, out var bits, out var count))
        {
            for (var index = 0; index < count - 1; index++)
            {
                result.Append((char)((bits >> (16 - (8 * index))) & 0xFF));
            }
        }

        return result.ToString();
    }

    /// <summary>Reads up to four characters; false at the end of the text.</summary>
    private static bool ReadQuantum(string text, ref int next, out int bits, out int count)
    {
        bits = 0;
        for (count = 0; count < Quantum; count++)
        {
            SkipLineEnds(text, ref next);
            if (next == text.Length)
            {
                return count == 0 ? false : throw Illegal(next - count);
            }

            var value = Alphabet.IndexOf(text[next], StringComparison.Ordinal);
            if (value < 0)
            {
                ReadPadding(text, ref next, count);
                return true;
            }

            bits |= value << (18 - (6 * count));
            next++;
        }

        return true;
    }

    private static void ReadPadding(string text, ref int next, int count)
    {
        if (text[next] != '=' || count < 2)
        {
            throw Illegal(next);
        }

        next++;
        if (count == 2)
        {
            SkipLineEnds(text, ref next);
            if (next == text.Length || text[next] != '=')
            {
                throw Illegal(next == text.Length ? next : next - 1);
            }

            next++;
        }

        SkipLineEnds(text, ref next);
        if (next < text.Length)
        {
            throw Illegal(next);
        }
    }

    private static void SkipLineEnds(string text, ref int next)
    {
        while (next < text.Length && text[next] is '\r' or '\n')
        {
            next++;
        }
    }

    private static FunctionError Illegal(int position) => new($"illegal base64 data at input byte {position}");
}
