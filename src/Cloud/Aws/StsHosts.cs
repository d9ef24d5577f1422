namespace Coffer.Cloud.Aws;

/// <summary>Where the Security Token Service of a region is.</summary>
internal static class StsHosts
{
    /// <summary>Where nothing else is said.</summary>
    public const string DefaultRegion = "us-east-1";

    /// <summary>Partitions of Amazon's cloud whose names end otherwise, by the beginning of their regions' names.</summary>
    private static readonly (string Region, string Suffix)[] Partitions =
    [
        ("cn-", "amazonaws.com.cn"), ("us-iso-", "c2s.ic.gov"), ("us-isob-", "sc2s.sgov.gov"), ("us-isof-", "csp.hci.ic.gov"),
        ("eu-isoe-", "cloud.adc-e.uk"), ("eusc-", "amazonaws.eu"),
    ];

    /// <summary>The region's own host, to call.</summary>
    public static string Regional(string region)
    {
        var partition = Partitions.FirstOrDefault(part => region.StartsWith(part.Region, StringComparison.Ordinal));
        return $"sts.{region}.{partition.Suffix ?? "amazonaws.com"}";
    }

    /// <summary>
    /// The host that a login is signed for. That of us-east-1 is the one that a Vault asks which nobody told otherwise.
    /// </summary>
    public static string Signed(string region) => region == DefaultRegion ? "sts.amazonaws.com" : Regional(region);
}
