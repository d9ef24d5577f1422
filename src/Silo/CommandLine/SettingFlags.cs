using System.CommandLine;
using Coffer.Silo.Options;

namespace Coffer.Silo.CommandLine;

/// <summary>Settings as flags of a command.</summary>
internal sealed class SettingFlags(IEnumerable<Setting> settings)
{
    private readonly Dictionary<Setting, Option<string?>> _flags = settings.ToDictionary(setting => setting, Flag);

    public void AddTo(Command command)
    {
        foreach (var flag in _flags.Values)
        {
            command.Options.Add(flag);
        }
    }

    /// <summary>Those that the command line gives.</summary>
    public IReadOnlyDictionary<Setting, string> Given(ParseResult parsed) => _flags
        .Where(flag => parsed.GetResult(flag.Value) is { Implicit: false })
        .ToDictionary(flag => flag.Key, flag => parsed.GetValue(flag.Value) ?? "true");

    private static Option<string?> Flag(Setting setting) => new(setting.Flag)
    {
        Description = $"{setting.Help} [{string.Join(", ", setting.Variables)}]",
        HelpName = setting.IsSwitch ? "true|false" : "value",
        Arity = setting.IsSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };
}
