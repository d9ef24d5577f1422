using System.Reflection;
using Coffer.Silo.Options;

namespace Coffer.Silo.Tests.Options;

/// <summary>What the table of settings says is what holds.</summary>
public sealed class SettingsTests
{
    public static TheoryData<string> Flags => [.. Settings.All
        .Where(static setting => setting.DefaultWords is null && setting.DefaultText != "none").Select(static setting => setting.Flag)];

    [Fact]
    public void The_documentation_is_the_tables_word_for_word()
    {
        var root = typeof(SettingsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;
        var page = File.ReadAllText(Path.Combine(root, "docs/settings.md")).ReplaceLineEndings("\n");

        Assert.True(page == SettingsPage.Text, $"docs/settings.md has to be:\n{SettingsPage.Text}");
    }

    [Theory, MemberData(nameof(Flags))]
    public void A_default_that_is_told_as_a_value_is_read_as_the_default(string flag)
    {
        var setting = Settings.All.Single(setting => setting.Flag == flag);
        List<string> faults = [];

        var read = setting.GetType().GetMethod(nameof(TypedSetting<>.Read))!.Invoke(setting, [setting.DefaultText, faults]);

        Assert.Equal(setting.GetType().GetProperty(nameof(TypedSetting<>.Default))!.GetValue(setting), read);
        Assert.Empty(faults);
    }
}
