using System.Globalization;
using Coffer.Domain.Timing;
using Coffer.Templates;

namespace Coffer.Cli.Template;

/// <summary>
/// One of the operator's limits, as a flag and a variable of the same name as its setting: a test holds both tables against each other.
/// </summary>
/// <param name="Flag">Name on the command line.</param>
/// <param name="Variable">Environment variable.</param>
/// <param name="Text">What it limits.</param>
/// <param name="Range">Which values are taken.</param>
/// <param name="Apply">The limits with this value; null where it is not taken.</param>
internal sealed record LimitOption(
    string Flag, string Variable, string Text, string Range, Func<TemplateLimits, string, TemplateLimits?> Apply)
{
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(15);

    /// <summary>What holds where nothing is given, as in an operator without settings.</summary>
    public static TemplateLimits Default { get; } = TemplateLimits.Default with { Time = TimeSpan.FromSeconds(5) };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LimitOption> All { get; } =
    [
        Number("output", "Bytes that one template may put out", 64_000_000, static (limits, value) => limits with { OutputBytes = value }),
        Number("steps", "Steps that one template may take", 1_000_000_000, static (limits, value) => limits with { Steps = value }),
        Number("depth", "Template calls inside each other", 100_000, static (limits, value) => limits with { Depth = value }),
        Number("regex", "Instructions of a regular expression in a template", 1_000_000,
            static (limits, value) => limits with { RegexInstructions = value }),
        new("--template-time", "COFFER_TEMPLATE_TIME", "Time for all templates of one Secret together", "100ms to 15s", WithTime),
        Number("text", "Characters of all templates of one Secret together", 4_000_000,
            static (limits, value) => limits with { TextLength = value }),
        Number("nodes", "Nodes of all templates of one Secret together (texts, actions, commands, arguments, names of fields)", 1_000_000,
            static (limits, value) => limits with { Nodes = value }),
    ];

    /// <summary>Reads all of them.</summary>
    /// <param name="given">What is given for an option; null for nothing.</param>
    /// <exception cref="InputException">Some are not taken; the message tells all.</exception>
    public static TemplateLimits Read(Func<LimitOption, string?> given)
    {
        var (limits, faults) = (Default, new List<string>());
        foreach (var option in All)
        {
            if (given(option) is not { Length: > 0 } text)
            {
                continue;
            }

            var next = option.Apply(limits, text);
            limits = next ?? limits;
            if (next is null)
            {
                faults.Add($"{option.Flag} ({option.Variable}): '{text}' is not from {option.Range}");
            }
        }

        return faults.Count == 0 ? limits : throw new InputException(string.Join(Environment.NewLine, faults));
    }

    private static LimitOption Number(string name, string text, int most, Func<TemplateLimits, int, TemplateLimits> with) => new(
        $"--template-{name}", $"COFFER_TEMPLATE_{name.ToUpperInvariant()}", text,
        string.Create(CultureInfo.InvariantCulture, $"1 to {most}"),
        (limits, given) =>
            int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most
                ? with(limits, value)
                : null);

    private static TemplateLimits? WithTime(TemplateLimits limits, string given) =>
        Durations.TryParseSetting(given, out var time) && time >= LeastTime && time <= MostTime ? limits with { Time = time } : null;
}
