using Coffer.Cli.Output;
using Coffer.Cli.Overview;
using static Coffer.Cli.Tests.Samples;

namespace Coffer.Cli.Tests.Overview;

/// <summary>What is listed first.</summary>
public sealed class OverviewTests
{
    private static readonly string Unseen = StaticSecret[..StaticSecret.IndexOf("status:", StringComparison.Ordinal)]
        .Replace("name: database, namespace", "name: unseen, namespace", StringComparison.Ordinal);

    private static readonly string Refused = Connection.Replace("\"True\"", "\"False\"", StringComparison.Ordinal)
        .Replace("reason: Ready, message: \"\"", "reason: VaultUnreachable, message: connection refused", StringComparison.Ordinal);

    [Fact]
    public void The_worst_comes_first_and_of_equals_what_others_depend_on()
    {
        var overview = OverviewBuilder.Build(
            [Manifest.Coffer(Unseen), Manifest.Coffer(Auth), Manifest.Coffer(Failing("E", "m")), Manifest.Coffer(Refused)], [], Now);

        Assert.Equal(4, overview.Seen);
        Assert.Equal(
            ["VaultConnection/vault/myvault", "VaultStaticSecret/shop/database", "VaultStaticSecret/shop/unseen"],
            overview.NotWell.Select(row => row.Resource));
    }

    [Fact]
    public void A_line_each_and_a_sum()
    {
        var overview = OverviewBuilder.Build([Manifest.Coffer(Auth), Manifest.Coffer(Refused)], ["vaultauths: you may not"], Now);

        Assert.Equal(
            """
            STATE   RESOURCE                       SINCE  REASON            MESSAGE
            BROKEN  VaultConnection/vault/myvault  3h     VaultUnreachable  connection refused

            1 of 2 well
            Not looked at: vaultauths: you may not

            """, new OverviewView(Now, wide: false).Draw(overview, new Screen(100)).ToString(colours: false));
    }
}
