using System.Buffers;
using System.Globalization;
using System.Text;
using Coffer.Templates.Re2.Execution;
using Coffer.Templates.Re2.Unicode;

namespace Coffer.Templates.Re2;

/// <summary>A replacement, cut into plain bytes and captures.</summary>
internal sealed class Expansion
{
    private const int ByName = -1;

    private readonly List<(byte[] Plain, string? Name, int Number)> _parts = [];

    private Expansion()
    {
    }

    public static Expansion Parse(ReadOnlySpan<byte> replacement)
    {
        var expansion = new Expansion();
        while (replacement.IndexOf((byte)'$') is >= 0 and var dollar)
        {
            expansion.AddPlain(replacement[..dollar]);
            replacement = replacement[(dollar + 1)..];
            replacement = replacement[expansion.AddReference(replacement)..];
        }

        expansion.AddPlain(replacement);
        return expansion;
    }

    public void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> text, ReadOnlySpan<int> match, IReadOnlyList<string> names)
    {
        foreach (var (plain, name, number) in _parts)
        {
            output.Write(plain);
            var group = name is null ? ByName : number != ByName ? number : Named(name, match, names);
            if (group >= 0 && group < names.Count && match[group * 2] >= 0)
            {
                output.Write(text[match[group * 2]..match[group * 2 + 1]]);
            }
        }
    }

    /// <summary>Names may be given twice: the first that took part counts.</summary>
    private static int Named(string name, ReadOnlySpan<int> match, IReadOnlyList<string> names)
    {
        for (var group = 0; group < names.Count; group++)
        {
            if (names[group] == name && match[group * 2] >= 0)
            {
                return group;
            }
        }

        return ByName;
    }

    private void AddPlain(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _parts.Add((bytes.ToArray(), null, ByName));
        }
    }

    /// <summary>Reads what follows a dollar sign and tells its length; what is no reference leaves the dollar sign as it is.</summary>
    private int AddReference(ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("$"u8))
        {
            AddPlain("$"u8);
            return 1;
        }

        var brace = rest.StartsWith("{"u8) ? 1 : 0;
        var length = NameLength(rest[brace..]);
        var closed = brace == 0 || brace + length < rest.Length && rest[brace + length] == '}';
        if (length == 0 || !closed)
        {
            AddPlain("$"u8);
            return 0;
        }

        var name = Encoding.UTF8.GetString(rest.Slice(brace, length));
        _parts.Add(([], name, Number(name)));
        return length + brace * 2;
    }

    private static int NameLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var rune = Utf8.Decode(text, at, out var width);
            if (rune != '_' && !UnicodeClasses.IsLetterOrDigit(rune))
            {
                break;
            }

            at += width;
        }

        return at;
    }

    /// <summary>The number of a capture; a number with a leading zero, or one of over nine digits, is a name that nothing has.</summary>
    private static int Number(string name)
    {
        var isNumber = name.Length <= 9 && name.All(char.IsAsciiDigit) && (name.Length == 1 || name[0] != '0');
        return isNumber ? int.Parse(name, CultureInfo.InvariantCulture) : ByName;
    }
}
