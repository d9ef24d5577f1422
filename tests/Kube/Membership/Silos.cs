using System.Net;
using System.Text.Json;

namespace Coffer.Kube.Tests.Membership;

/// <summary>Entries to put into tables, and what counts when two are compared.</summary>
internal static class Silos
{
    public static readonly DateTime Started = new(2026, 3, 1, 12, 0, 0, 123, DateTimeKind.Utc);

    public static MembershipEntry Entry(int number, SiloStatus status = SiloStatus.Joining) => new()
    {
        SiloAddress = Address(number),
        Status = status,
        SiloName = $"coffer-{number}",
        HostName = $"host-{number}",
        RoleName = "coffer",
        ProxyPort = 30000,
        UpdateZone = 2,
        FaultZone = 3,
        StartTime = Started,
        IAmAliveTime = Started.AddSeconds(1),
        SuspectTimes = [Tuple.Create(Address(number + 100), Started.AddTicks(7)),
            Tuple.Create(Address(number + 101), Started.AddSeconds(2))],
    };

    public static SiloAddress Address(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Parse("10.1.2.3"), 11111), 1000 + number);

    /// <summary>Everything but the sign of life, which may change at any time.</summary>
    public static string Print(MembershipEntry entry) => JsonSerializer.Serialize(new
    {
        Silo = entry.SiloAddress.ToParsableString(),
        Status = entry.Status.ToString(),
        entry.SiloName,
        entry.HostName,
        entry.RoleName,
        entry.ProxyPort,
        entry.UpdateZone,
        entry.FaultZone,
        entry.StartTime,
        Suspects = (entry.SuspectTimes ?? []).Select(vote => new { Silo = vote.Item1.ToParsableString(), vote.Item2 }),
    });

    /// <summary>Version, ETag and rows, but signs of life.</summary>
    public static string Print(MembershipTableData data) => string.Join(
        '\n',
        data.Members.Select(row => $"{Print(row.Item1)} {row.Item2}").Order(StringComparer.Ordinal)
            .Prepend($"{data.Version.Version} {data.Version.VersionEtag}"));
}
