using System.Text.RegularExpressions;

namespace Coffer.Embedded.Kubernetes.Resources;

/// <summary>The rules for names, labels and keys of k8s.io/apimachinery.</summary>
internal static partial class Names
{
    private const string SubdomainPattern = @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

    public static string? CheckSubdomain(string name) => name.Length <= 253 && Subdomain().IsMatch(name)
        ? null
        : name.Length > 253
            ? "must be no more than 253 bytes"
            : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
              + "and must start and end with an "
              + $"alphanumeric character (e.g. 'example.com', regex used for validation is '{SubdomainPattern}')";

    public static string? CheckLabelName(string name) => name.Length <= 63 && Label().IsMatch(name)
        ? null
        : name.Length > 63
            ? "must be no more than 63 bytes"
            : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start "
              + "and end with an alphanumeric "
              + "character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    public static string? CheckPathSegment(string name) => name is "." or ".."
        ? $"may not be '{name}'"
        : name.Contains('/', StringComparison.Ordinal) ? "may not contain '/'"
        : name.Contains('%', StringComparison.Ordinal) ? "may not contain '%'" : null;

    public static string? CheckConfigKey(string key) => key switch
    {
        { Length: > 253 } => "must be no more than 253 bytes",
        "." or ".." => $"must not be '{key}'",
        _ when key.StartsWith("..", StringComparison.Ordinal) => "must not start with '..'",
        _ when ConfigKey().IsMatch(key) => null,
        _ => "a valid config key must consist of alphanumeric characters, '-', '_' or '.' "
             + "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    };

    public static string? CheckLabelValue(string value) => value.Length <= 63 && LabelValue().IsMatch(value)
        ? null
        : value.Length > 63
            ? "must be no more than 63 bytes"
            : "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', "
              + "and must start and end with an "
              + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
              + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    public static string? CheckQualifiedName(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? key : key[(slash + 1)..];
        if (slash >= 0 && CheckSubdomain(key[..slash]) is { } prefixError)
        {
            return $"prefix part {prefixError}";
        }

        return name.Length is > 0 and <= 63 && QualifiedName().IsMatch(name)
            ? null
            : name.Length > 63
                ? "name part must be no more than 63 bytes"
                : name.Length == 0
                    ? "name part must be non-empty"
                    : "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end "
                      + "with an alphanumeric character "
                      + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
                      + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    }

    [GeneratedRegex(@"^" + SubdomainPattern + @"\z", RegexOptions.NonBacktracking)]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[-._a-zA-Z0-9]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex ConfigKey();

    [GeneratedRegex(@"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex LabelValue();

    [GeneratedRegex(@"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z", RegexOptions.NonBacktracking)]
    private static partial Regex QualifiedName();
}
