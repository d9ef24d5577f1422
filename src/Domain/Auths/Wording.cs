namespace Coffer.Domain.Auths;

/// <summary>Small parts of texts for people.</summary>
internal static class Wording
{
    /// <summary>A text without a dot at its end, so that one may follow.</summary>
    public static string Bare(string text) => text.TrimEnd('.', ' ', '\n');

    /// <summary><c> in Vault namespace X</c>, or nothing for the root.</summary>
    public static string InNamespace(string ns) => ns.Length == 0 ? "" : $" in Vault namespace {ns}";

    /// <summary><c> -namespace=X</c> for a command line, or nothing for the root.</summary>
    public static string Flag(string ns) => ns.Length == 0 ? "" : $" -namespace={ns}";

    /// <summary><c>(1) a; (2) b</c>.</summary>
    public static string Numbered(IReadOnlyList<string> items) =>
        items.Count == 1 ? items[0] : string.Join("; ", items.Select((item, i) => $"({i + 1}) {item}"));

    /// <summary>Whether a text holds one of others, in whatever case.</summary>
    public static bool Says(string text, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
