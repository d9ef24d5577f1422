using System.Text.RegularExpressions;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>labelSelector: all requirements must hold.</summary>
internal sealed partial class LabelSelector
{
    private readonly List<Func<IReadOnlyDictionary<string, string>, bool>> _requirements = [];

    public bool IsEmpty => _requirements.Count == 0;

    /// <exception cref="ApiException">400 in the parser's words.</exception>
    public static LabelSelector Parse(string text)
    {
        var selector = new LabelSelector();
        var rest = text.Trim();
        while (rest.Length > 0)
        {
            var match = Requirement().Match(rest);
            if (!match.Success)
            {
                throw Errors.BadRequest($"unable to parse requirement: found '{Offender(rest)}', expected: in, notin, =, ==, !=, gt, lt");
            }

            selector._requirements.Add(Read(match));
            rest = rest[match.Length..];
        }

        return selector;
    }

    public bool Matches(StoredObject value) => _requirements.TrueForAll(requirement => requirement(value.Header.Labels));

    private static Func<IReadOnlyDictionary<string, string>, bool> Read(Match match)
    {
        var key = match.Groups["key"].Value;
        var value = match.Groups["value"].Value;
        var set = match.Groups["set"].Value.Split(',', StringSplitOptions.TrimEntries).ToHashSet();
        return match.Groups["op"].Value switch
        {
            "=" or "==" => labels => labels.TryGetValue(key, out var actual) && actual == value,
            "!=" => labels => !labels.TryGetValue(key, out var actual) || actual != value,
            "in" => labels => labels.TryGetValue(key, out var actual) && set.Contains(actual),
            "notin" => labels => !labels.TryGetValue(key, out var actual) || !set.Contains(actual),
            _ when match.Groups["not"].Success => labels => !labels.ContainsKey(key),
            _ => labels => labels.ContainsKey(key),
        };
    }

    /// <summary>The token after the key: that is where the parser gives up.</summary>
    private static string Offender(string rest) =>
        rest.Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries) is [_, var second, ..] ? second : "";

    [GeneratedRegex(
        @"^\s*(?:(?<not>!)\s*(?<key>[-A-Za-z0-9_./]+)|(?<key>[-A-Za-z0-9_./]+)\s*(?:(?<op>==|=|!=)\s*(?<value>[-A-Za-z0-9_.]*)|(?<op>in|notin)\s*\((?<set>[^)]*)\))?)\s*(?:,|\z)",
        RegexOptions.NonBacktracking)]
    private static partial Regex Requirement();
}
