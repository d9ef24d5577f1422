using System.Globalization;
using System.Text.Json;
using Coffer.Kube.Api;

namespace Coffer.Kube.Membership;

/// <summary>
/// The whole table as one read found it. Rows, versions and signs of life are of one moment, because they are one object.
/// </summary>
/// <param name="Stamp">The table's version.</param>
/// <param name="Data">The object's data: the version, <c>silo.</c> keys with rows, <c>alive.</c> keys with signs of life.</param>
internal sealed record TableImage(TableStamp Stamp, IReadOnlyDictionary<string, string> Data)
{
    public const string VersionKey = "version";

    private const string RowPrefix = "silo.";
    private const string AlivePrefix = "alive.";

    public static string RowKey(SiloAddress silo) => RowPrefix + Key(silo);

    public static string AliveKey(SiloAddress silo) => AlivePrefix + Key(silo);

    /// <summary>An empty table.</summary>
    public static TableImage Empty() => new(TableStamp.New(0), new Dictionary<string, string>());

    /// <summary>Reads each row once, so that a spoilt one shows here and nowhere else.</summary>
    /// <exception cref="JsonException">The object is no table.</exception>
    public static TableImage Read(JsonElement configMap)
    {
        var data = configMap.Child("data").Texts();
        var stamp = TableStamp.TryParse(data.GetValueOrDefault(VersionKey))
            ?? throw new JsonException($"{VersionKey} is missing or no version");
        var image = new TableImage(stamp, data);
        _ = image.Entries(default).ToList();
        return image;
    }

    /// <summary>The rows by their keys.</summary>
    public IReadOnlyDictionary<string, TableRow> Rows => field ??= Data
        .Where(pair => pair.Key.StartsWith(RowPrefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key, pair => TableRow.Read(pair.Value), StringComparer.Ordinal);

    /// <summary>
    /// The signs of life by their keys: times as <see cref="Time"/> writes them, of which the later one is the greater text.
    /// </summary>
    public IReadOnlyDictionary<string, string> SignsOfLife => field ??= Data
        .Where(pair => pair.Key.StartsWith(AlivePrefix, StringComparison.Ordinal))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The entries with their ETags, times in this process's time.</summary>
    public IEnumerable<Tuple<MembershipEntry, string>> Entries(ClockOffset clock) =>
        Rows.Select(row => Tuple.Create(row.Value.Entry(Alive(row.Key[RowPrefix.Length..]), clock), Data[row.Key]));

    /// <summary>
    /// Keys of silos that are not at work and were last heard of before then (dead ones, and those that ended while they joined or left and
    /// nobody saw it), and signs of life of silos that have no row any more.
    /// </summary>
    public IReadOnlyList<string> Defunct(DateTimeOffset before, ClockOffset clock)
    {
        var gone = Entries(clock).Select(row => row.Item1)
            .Where(entry => entry.Status != SiloStatus.Active && LastHeardOf(entry) < before.UtcDateTime)
            .Select(entry => Key(entry.SiloAddress));
        var rows = gone.Select(key => RowPrefix + key).ToHashSet();
        var strays = Data.Keys.Where(key => key.StartsWith(AlivePrefix, StringComparison.Ordinal)
            && IsStray(key[AlivePrefix.Length..], rows));
        return rows.Count == 0 ? [] : [.. rows, .. strays];
    }

    /// <summary>
    /// When the operator last worked; null when it never did. Rows alone don't count: a silo that never gets to work has one too.
    /// </summary>
    public DateTime? LastAlive(ClockOffset clock) => LastService.Of(Data.Keys
        .Where(key => key.StartsWith(AlivePrefix, StringComparison.Ordinal))
        .Select(key => key[AlivePrefix.Length..])
        .Select(silo => (Start: Started(silo), Alive: Alive(silo)))
        .Where(life => life.Alive > DateTime.MinValue)
        .Select(life => (clock.ToLocal(life.Start), clock.ToLocal(life.Alive))));

    public static string Time(DateTime serverTime) => serverTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Orleans keeps a dead silo's row for as long as this is recent, to let it hear of its death.</summary>
    private static DateTime LastHeardOf(MembershipEntry entry) =>
        (entry.SuspectTimes ?? []).Select(vote => vote.Item2).Append(entry.StartTime).Append(entry.IAmAliveTime).Max();

    private bool IsStray(string key, HashSet<string> goingRows) =>
        !Data.ContainsKey(RowPrefix + key) || goingRows.Contains(RowPrefix + key);

    private DateTime Alive(string key) =>
        DateTime.TryParse(
            Data.GetValueOrDefault(AlivePrefix + key), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? time
            : DateTime.MinValue;

    /// <summary>A sign of life without a row stands for a moment.</summary>
    private DateTime Started(string key) => Data.TryGetValue(RowPrefix + key, out var row) ? TableRow.Read(row).StartTime : Alive(key);

    /// <summary>Keys of a ConfigMap know letters, digits, '-', '_' and '.': no colon of an address with a port, or of IPv6.</summary>
    private static string Key(SiloAddress silo) =>
        string.Concat(silo.ToParsableString().Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : c == ':' ? '_' : '-'));
}
