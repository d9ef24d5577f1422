using Coffer.Templates.Calls;

namespace Coffer.Templates.Functions.Semver;

/// <summary>One comparison of a constraint, such as <c>&gt;=1.2</c>. A number that is missing or a wildcard makes it a range.</summary>
/// <param name="Operator">As written; empty for none.</param>
/// <param name="Version">The version with zeros for what is missing.</param>
/// <param name="IsRange">Some number is missing.</param>
/// <param name="IsMinorOpen">The minor number is missing, but not the major one.</param>
/// <param name="IsPatchOpen">Only the patch number is missing.</param>
internal sealed record VersionConstraint(string Operator, SemanticVersion Version, bool IsRange, bool IsMinorOpen, bool IsPatchOpen)
{
    public static VersionConstraint Of(string comparison, VersionSyntax syntax)
    {
        var prerelease = syntax.Prerelease.Length > 0 ? "-" + syntax.Prerelease : "";
        var metadata = syntax.Metadata.Length > 0 ? "+" + syntax.Metadata : "";
        if (IsOpen(syntax.Major))
        {
            return Of(comparison, "0.0.0" + prerelease, true, false, false);
        }

        if (IsOpen(syntax.Minor))
        {
            return Of(comparison, $"{syntax.Major}.0.0{prerelease}", true, true, false);
        }

        return IsOpen(syntax.Patch)
            ? Of(comparison, $"{syntax.Major}.{syntax.Minor}.0{prerelease}", true, false, true)
            : Of(comparison, $"{syntax.Major}.{syntax.Minor}.{syntax.Patch}{prerelease}{metadata}", false, false, false);
    }

    /// <param name="version">What is checked.</param>
    /// <param name="allowsPrereleases">Some constraint of the same group names a prerelease; otherwise prereleases never fit.</param>
    public bool IsMetBy(SemanticVersion version, bool allowsPrereleases)
    {
        if (version.Prerelease.Length > 0 && !allowsPrereleases)
        {
            return false;
        }

        return Operator switch
        {
            "" or "=" => IsRange ? IsWithinTilde(version) : version.CompareTo(Version) == 0,
            "!=" => IsDifferent(version),
            ">" => IsGreater(version),
            "<" => version.CompareTo(Version) < 0,
            ">=" or "=>" => version.CompareTo(Version) >= 0,
            "<=" or "=<" => IsAtMost(version),
            "^" => IsWithinCaret(version),
            _ => IsWithinTilde(version),
        };
    }

    private static VersionConstraint Of(string comparison, string version, bool isRange, bool isMinorOpen, bool isPatchOpen)
    {
        try
        {
            return new(comparison, SemanticVersion.Parse(version), isRange, isMinorOpen, isPatchOpen);
        }
        catch (FunctionError)
        {
            throw new FunctionError("constraint parser error");
        }
    }

    private static bool IsOpen(string number) => number is "" or "x" or "X" or "*";

    private bool IsDifferent(SemanticVersion version)
    {
        if (!IsRange)
        {
            return version.CompareTo(Version) != 0;
        }

        if (Version.Major != version.Major || (Version.Minor != version.Minor && !IsMinorOpen))
        {
            return true;
        }

        if (IsMinorOpen)
        {
            return false;
        }

        if (Version.Patch != version.Patch && !IsPatchOpen)
        {
            return true;
        }

        return IsPatchOpen
            ? SemanticVersion.ComparePrereleases(version.Prerelease, Version.Prerelease) != 0
            : version.CompareTo(Version) != 0;
    }

    private bool IsGreater(SemanticVersion version)
    {
        if (!IsRange || version.Major != Version.Major)
        {
            return version.CompareTo(Version) > 0;
        }

        return !IsMinorOpen && (IsPatchOpen ? version.Minor > Version.Minor : version.CompareTo(Version) > 0);
    }

    private bool IsAtMost(SemanticVersion version)
    {
        if (!IsRange)
        {
            return version.CompareTo(Version) <= 0;
        }

        return version.Major < Version.Major || (version.Major == Version.Major && (version.Minor <= Version.Minor || IsMinorOpen));
    }

    private bool IsWithinTilde(SemanticVersion version)
    {
        if (version.CompareTo(Version) < 0)
        {
            return false;
        }

        if (Version is { Major: 0, Minor: 0, Patch: 0 } && !IsMinorOpen && !IsPatchOpen)
        {
            return true;
        }

        return version.Major == Version.Major && (version.Minor == Version.Minor || IsMinorOpen);
    }

    private bool IsWithinCaret(SemanticVersion version)
    {
        if (version.CompareTo(Version) < 0 || version.Major != Version.Major)
        {
            return false;
        }

        if (Version.Major > 0 || IsMinorOpen)
        {
            return true;
        }

        if (Version.Minor > 0 || IsPatchOpen)
        {
            return version.Minor == Version.Minor;
        }

        return version.Minor == 0 && version.Patch == Version.Patch;
    }
}
