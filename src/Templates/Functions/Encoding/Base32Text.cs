using System.Text;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Functions.Encoding;

/// <summary>
/// Standard base32 on byte strings. Decoding drops line ends first and says at which byte of the rest it failed, as Go's does.
/// </summary>
internal static class Base32Text
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Quantum = 8;

    public static string Encode(string text)
    {
        var result = new StringBuilder((text.Length + 4) / 5 * Quantum);
        for (var start = 0; start < text.Length; start += 5)
        {
            var bits = 0UL;
            var count = Math.Min(5, text.Length - start);
            for (var index = 0; index < count; index++)
            {
                bits |= (ulong)text[start + index] << (32 - (8 * index));
            }

            var characters = ((count * 8) + 4) / 5;
            for (var index = 0; index < Quantum; index++)
            {
                result.Append(index < characters ? Alphabet[(int)(bits >> (35 - (5 * index))) & 31] : '=');
            }
        }

        return result.ToString();
    }

    /// <exception cref="FunctionError">With Go's text, for example <c>illegal base32 data at input byte 3</c>.</exception>
    public static string Decode(string text)
    {
        text = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var result = new StringBuilder(text.Length / Quantum * 5);
        for (int next = 0, count = Quantum; next < text.Length && count == Quantum;)
        {
            count = ReadQuantum(text, ref next, out var bits);
            for (var index = 0; index < count * 5 / 8; index++)
            {
                result.Append((char)((bits >> (32 - (8 * index))) & 0xFF));
            }
        }

        return result.ToString();
    }

    /// <summary>Reads eight characters, fewer when padding follows, which ends the text.</summary>
    private static int ReadQuantum(string text, ref int next, out ulong bits)
    {
        bits = 0;
        for (var count = 0; count < Quantum; count++)
        {
            if (next == text.Length)
            {
                throw Illegal(text.Length - count);
            }

            var character = text[next++];
            var left = text.Length - next;
            if (character == '=' && count >= 2 && left < Quantum)
            {
                CheckPadding(text, next, count);
                return count;
            }

            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
            {
                throw Illegal(next - 1);
            }

            bits |= (ulong)value << (35 - (5 * count));
        }

        return Quantum;
    }

    private static void CheckPadding(string text, int next, int count)
    {
        if (text.Length - next + count < Quantum - 1)
        {
            throw Illegal(text.Length);
        }

        for (var index = 0; index < Quantum - 1 - count; index++)
        {
            if (next + index < text.Length && text[next + index] != '=')
            {
                throw Illegal(next + index - 1);
            }
        }

        if (count is 3 or 6)
        {
            throw Illegal(next - 1);
        }
    }

    private static FunctionError Illegal(int position) => new($"illegal base32 data at input byte {position}");
}
