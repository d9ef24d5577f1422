using Coffer.Cli.Template;
using Coffer.Silo.Options;
using Coffer.Templates;

namespace Coffer.EndToEnd.Tests.CommandLine;

/// <summary>The limits of <c>coffer template</c> are the operator's: flags, variables, ranges and defaults.</summary>
public sealed class LimitFlagsTests
{
    [Fact]
    public void The_flags_are_the_operators_settings() => Assert.Equal(
        Settings.TemplateLimits.Select(setting => (setting.Flag, setting.Variables[0], setting.Range)),
        LimitOption.All.Select(limit => (limit.Flag, limit.Variable, limit.Range)));

    [Fact]
    public void The_defaults_are_the_operators() =>
        Assert.Equal(OptionsReader.Defaults().TemplateLimits, LimitOption.Read(_ => null));

    /// <summary>So that no two limits are mixed up.</summary>
    [Fact]
    public void Each_sets_its_own_limit()
    {
        var numbers = LimitOption.All.Index().ToDictionary(
            entry => entry.Item, entry => entry.Item.Flag == "--template-time" ? "7s" : $"{entry.Index + 1}");

        Assert.Equal(
            new TemplateLimits
            {
                OutputBytes = 1,
                Steps = 2,
                Depth = 3,
                RegexInstructions = 4,
                Time = TimeSpan.FromSeconds(7),
                TextLength = 6,
                Nodes = 7,
            },
            LimitOption.Read(limit => numbers[limit]));
    }
}
