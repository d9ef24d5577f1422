using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coffer.Kube.Membership;

/// <summary>
/// One silo's row as it is stored, times in the API server's time. The stored text as a whole is the row's ETag; the
/// version in it makes each text new.
/// </summary>
internal sealed record TableRow
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        RespectNullableAnnotations = true,
    };

    public required string Silo { get; init; }

    public required string Status { get; init; }

    public string? Name { get; init; }

    public string? Host { get; init; }

    public string? Role { get; init; }

    public int ProxyPort { get; init; }

    public int UpdateZone { get; init; }

    public int FaultZone { get; init; }

    public DateTime StartTime { get; init; }

    /// <summary>The newest sign of life that came with a change of the row; later ones stand under a key of their own.</summary>
    public DateTime AliveTime { get; init; }

    public IReadOnlyList<Vote> Suspects { get; init; } = [];

    /// <summary>Version of the table that this row came with.</summary>
    public int Version { get; init; }

    /// <summary>The text to store.</summary>
    public static string Write(MembershipEntry entry, int version, ClockOffset clock) => JsonSerializer.Serialize(
        new TableRow
        {
            Silo = entry.SiloAddress.ToParsableString(),
            Status = entry.Status.ToString(),
            Name = entry.SiloName,
            Host = entry.HostName,
            Role = entry.RoleName,
            ProxyPort = entry.ProxyPort,
            UpdateZone = entry.UpdateZone,
            FaultZone = entry.FaultZone,
            StartTime = clock.ToServer(entry.StartTime),
            AliveTime = clock.ToServer(entry.IAmAliveTime),
            Suspects = [.. (entry.SuspectTimes ?? []).Select(vote => new Vote(vote.Item1.ToParsableString(), clock.ToServer(vote.Item2)))],
            Version = version,
        },
        Json);

    /// <exception cref="JsonException">It is no row.</exception>
    public static TableRow Read(string text) =>
        JsonSerializer.Deserialize<TableRow>(text, Json) ?? throw new JsonException("a row is null");

    /// <param name="alive">The sign of life that is kept beside the row.</param>
    /// <param name="clock">Turns times into this process's.</param>
    public MembershipEntry Entry(DateTime alive, ClockOffset clock) => new()
    {
        SiloAddress = SiloAddress.FromParsableString(Silo),
        Status = Enum.Parse<SiloStatus>(Status),
        SiloName = Name ?? "",
        HostName = Host ?? "",
        RoleName = Role,
        ProxyPort = ProxyPort,
        UpdateZone = UpdateZone,
        FaultZone = FaultZone,
        StartTime = clock.ToLocal(StartTime),
        IAmAliveTime = clock.ToLocal(alive > AliveTime ? alive : AliveTime),
        SuspectTimes = [.. Suspects.Select(vote => Tuple.Create(SiloAddress.FromParsableString(vote.Silo), clock.ToLocal(vote.Time)))],
    };
}
