using Coffer.Silo.Options;

namespace Coffer.Silo.Tests.Options;

/// <summary>docs/settings.md as the table of settings has it.</summary>
internal static class SettingsPage
{
    private const string Head = """
        # Settings

        Each setting is a flag of `coffer run`, an environment variable, or a line in the section `Coffer` of an `appsettings.json` in the working directory
        (`KubeRequests` for `--kube-requests`); the first that is given wins, in this order. Of several variables the first that is not empty counts. A time is written
        as `500ms`, `5s`, `2m` or `1h`. `coffer run` tells all that is wrong with its settings at once, and `coffer run --help` lists them.

        This page is held to the table in `src/Silo/Options/Settings.cs` by a test, which prints it when the two differ.

        """;

    public static string Text => Head.ReplaceLineEndings("\n") + string.Concat(Settings.Sections.Select(Section));

    private static string Section(SettingSection section) =>
        $"\n## {section.Heading}\n\n| flag | variable | default | what it does |\n|---|---|---|---|\n"
        + string.Concat(section.Settings.Select(Row));

    private static string Row(Setting setting)
    {
        var variables = string.Join(", ", setting.Variables.Select(static variable => $"`{variable}`"));
        var remark = setting.Remark.Length == 0 ? "" : $". {setting.Remark}";
        return $"| `{setting.Flag}` | {variables} | {setting.DefaultText} | "
            + $"{setting.Meaning.Replace("*", "\\*", StringComparison.Ordinal)}{remark} |\n";
    }
}
