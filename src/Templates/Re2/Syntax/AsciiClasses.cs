using System.Collections.Frozen;

namespace Coffer.Templates.Re2.Syntax;

/// <summary>The classes that RE2 defines over ASCII: <c>\d \s \w</c> and the POSIX names.</summary>
internal static class AsciiClasses
{
    private static readonly FrozenDictionary<char, int[]> Perl = new Dictionary<char, int[]>
    {
        ['d'] = ['0', '9'],
        ['s'] = ['\t', '\n', '\f', '\r', ' ', ' '],
        ['w'] = ['0', '9', 'A', 'Z', '_', '_', 'a', 'z'],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, int[]> Posix = new Dictionary<string, int[]>
    {
        ["alnum"] = ['0', '9', 'A', 'Z', 'a', 'z'],
        ["alpha"] = ['A', 'Z', 'a', 'z'],
        ["ascii"] = [0, 0x7F],
        ["blank"] = ['\t', '\t', ' ', ' '],
        ["cntrl"] = [0, 0x1F, 0x7F, 0x7F],
        ["digit"] = ['0', '9'],
        ["graph"] = ['!', '~'],
        ["lower"] = ['a', 'z'],
        ["print"] = [' ', '~'],
        ["punct"] = ['!', '/', ':', '@', '[', '`', '{', '~'],
        ["space"] = ['\t', '\r', ' ', ' '],
        ["upper"] = ['A', 'Z'],
        ["word"] = ['0', '9', 'A', 'Z', '_', '_', 'a', 'z'],
        ["xdigit"] = ['0', '9', 'A', 'F', 'a', 'f'],
    }.ToFrozenDictionary();

    /// <summary>The ranges of the letter after a backslash, a capital being the rest; null when the letter names no class.</summary>
    public static (int[] Ranges, bool Negated)? OfLetter(byte letter) =>
        Perl.TryGetValue((char)(letter | 0x20), out var ranges) && char.IsAsciiLetter((char)letter)
            ? (ranges, char.IsAsciiLetterUpper((char)letter))
            : null;

    /// <summary>The ranges of a POSIX name, <c>^</c> before it being the rest; null when there is none.</summary>
    public static (int[] Ranges, bool Negated)? OfName(string name) =>
        Posix.TryGetValue(name.StartsWith('^') ? name[1..] : name, out var ranges) ? (ranges, name.StartsWith('^')) : null;
}
