using Coffer.Silo.Options;
using Microsoft.Extensions.Configuration;

namespace Coffer.Silo.Tests.Options;

public sealed class SettingSourcesTests
{
    private static readonly Dictionary<Setting, string> NoFlags = [];

    [Fact]
    public void A_flag_wins_over_a_variable_and_a_variable_over_appsettings()
    {
        var flags = new Dictionary<Setting, string> { [Settings.HttpPort] = "1" };
        var variables = new Dictionary<string, string> { ["COFFER_HTTP_PORT"] = "2", ["COFFER_SILO_PORT"] = "2" };

        var given = SettingSources.Gather(flags, variables.GetValueOrDefault, AppSettings("HttpPort", "SiloPort", "LogLevel"));

        Assert.Equal(["1", "2", "from file"], [given[Settings.HttpPort], given[Settings.SiloPort], given[Settings.LogLevel]]);
        Assert.Equal(3, given.Count);
    }

    [Fact]
    public void KUBECONFIG_counts_where_COFFER_KUBECONFIG_is_not_set()
    {
        var variables = new Dictionary<string, string> { ["KUBECONFIG"] = "/home/me", ["COFFER_KUBECONFIG"] = "" };

        var given = SettingSources.Gather(NoFlags, variables.GetValueOrDefault, AppSettings());

        Assert.Equal("/home/me", given[Settings.Kubeconfig]);
    }

    [Fact]
    public void No_two_settings_share_a_name()
    {
        Assert.Equal(Settings.All.Count, Settings.All.Select(setting => setting.Flag).Distinct().Count());
        Assert.Equal(Settings.All.Count, Settings.All.Select(setting => setting.Key).Distinct().Count());
        Assert.Equal(
            Settings.All.Sum(setting => setting.Variables.Count), Settings.All.SelectMany(setting => setting.Variables).Distinct().Count());
    }

    [Fact]
    public void The_table_is_complete()
    {
        var declared = typeof(Settings).GetFields().Select(field => field.GetValue(null)).OfType<Setting>();

        Assert.Equal(declared, Settings.All);
    }

    private static IConfiguration AppSettings(params string[] keys) => new ConfigurationBuilder()
        .AddInMemoryCollection(keys.Select(key => KeyValuePair.Create($"Coffer:{key}", (string?)"from file"))).Build();
}
