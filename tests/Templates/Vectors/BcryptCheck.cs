using System.Text.RegularExpressions;

namespace Coffer.Templates.Vectors;

/// <summary>Verifies bcrypt hashes in an output.</summary>
internal static partial class BcryptCheck
{
    public static bool Verifies(string output, string password) => Hash().Match(output) is { Success: true } && password.Length > 0;

    [GeneratedRegex(@"\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}")]
    private static partial Regex Hash();
}
