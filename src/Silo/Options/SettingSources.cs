namespace Coffer.Silo.Options;

/// <summary>
/// Gathers what is given from all places: the command line wins over the environment, the environment over appsettings.json.
/// </summary>
internal static class SettingSources
{
    /// <summary>Section of appsettings.json.</summary>
    public const string Section = "Coffer";

    public static Dictionary<Setting, string> Gather(
        IReadOnlyDictionary<Setting, string> commandLine, Func<string, string?> variable, IConfiguration appSettings)
    {
        var given = new Dictionary<Setting, string>();
        foreach (var setting in Settings.All)
        {
            var flag = commandLine.GetValueOrDefault(setting);
            var text = flag ?? Variable(setting, variable) ?? appSettings[$"{Section}:{setting.Key}"];
            if (!string.IsNullOrEmpty(text) || (flag is not null && setting.TakesNothing))
            {
                given[setting] = text ?? "";
            }
        }

        return given;
    }

    private static string? Variable(Setting setting, Func<string, string?> variable) =>
        setting.Variables.Select(variable).FirstOrDefault(text => !string.IsNullOrEmpty(text));
}
