using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;

namespace Coffer.Templates.Functions.Semver;

/// <summary>A semantic version. Reading one is lenient: a leading v, missing parts and leading zeros are accepted.</summary>
internal sealed record SemanticVersion(ulong Major, ulong Minor, ulong Patch, string Prerelease, string Metadata, string Original)
{
    public const string Invalid = "invalid semantic version";

    /// <exception cref="FunctionError">It is none.</exception>
    public static SemanticVersion Parse(string text)
    {
        var syntax = VersionSyntax.Match(text, VersionSyntax.IsDigit);
        if (syntax is not { } parts || parts.Length != text.Length)
        {
            throw new FunctionError(Invalid);
        }

        var version = new SemanticVersion(
            Number(parts.Major), Number(parts.Minor), Number(parts.Patch), parts.Prerelease, parts.Metadata, text);
        CheckPrerelease(parts.Prerelease);
        return version;
    }

    /// <exception cref="FunctionError">A number in it starts with 0.</exception>
    public static void CheckPrerelease(string identifiers)
    {
        if (Array.Exists(identifiers.Split('.'), HasLeadingZero))
        {
            throw new FunctionError("version segment starts with 0");
        }
    }

    /// <summary>Precedence: numbers first, then a prerelease before its release; metadata does not count.</summary>
    public int CompareTo(SemanticVersion other)
    {
        var numbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (numbers != 0 || Prerelease == other.Prerelease)
        {
            return numbers;
        }

        return Prerelease.Length == 0 ? 1 : other.Prerelease.Length == 0 ? -1 : ComparePrereleases(Prerelease, other.Prerelease);
    }

    public static int ComparePrereleases(string left, string right)
    {
        var (lefts, rights) = (left.Split('.'), right.Split('.'));
        for (var index = 0; index < Math.Max(lefts.Length, rights.Length); index++)
        {
            var order = CompareParts(index < lefts.Length ? lefts[index] : "", index < rights.Length ? rights[index] : "");
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <summary>The version after this one at some position; a prerelease's next patch is its release.</summary>
    public SemanticVersion Next(ulong major, ulong minor, ulong patch)
    {
        var next = new SemanticVersion(major, minor, patch, "", "", "");
        return next with { Original = (Original.StartsWith('v') ? "v" : "") + next };
    }

    public override string ToString() =>
        $"{Major}.{Minor}.{Patch}" + (Prerelease.Length > 0 ? "-" + Prerelease : "") + (Metadata.Length > 0 ? "+" + Metadata : "");

    private static int CompareParts(string left, string right)
    {
        if (left == right)
        {
            return 0;
        }

        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length == 0 ? -1 : 1;
        }

        var isLeftNumber = GoInteger.TryParseUnsigned(left, 10, out var leftNumber);
        var isRightNumber = GoInteger.TryParseUnsigned(right, 10, out var rightNumber);
        return (isLeftNumber, isRightNumber) switch
        {
            (false, false) => string.CompareOrdinal(left, right) > 0 ? 1 : -1,
            (true, false) => -1,
            (false, true) => 1,
            _ => leftNumber > rightNumber ? 1 : -1,
        };
    }

    private static bool HasLeadingZero(string part) => part.Length > 1 && part[0] == '0' && part.All(char.IsAsciiDigit);

    private static ulong Number(string digits)
    {
        if (digits.Length == 0)
        {
            return 0;
        }

        return GoInteger.TryParseUnsigned(digits, 10, out var number)
            ? number
            : throw new FunctionError(
                $"error parsing version segment: strconv.ParseUint: parsing {Quoting.Quote(digits)}: value out of range");
    }
}
