using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;

namespace Coffer.Bench.Operator;

/// <summary>Bytes of memory.</summary>
/// <param name="Managed">Live managed heap right after a full collection.</param>
/// <param name="Resident">Resident set.</param>
/// <param name="Anonymous">The part of it that no file backs.</param>
internal sealed record Memory(long Managed, long Resident, long Anonymous)
{
    public static Memory operator +(Memory left, Memory right) =>
        new(left.Managed + right.Managed, left.Resident + right.Resident, left.Anonymous + right.Anonymous);
}

/// <summary>What a process costs, as Linux and the runtime tell it.</summary>
internal static class ProcessFigures
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";

    /// <summary>The runtime's keyword GCHeapCollect: a session that asks for it starts with a full, blocking collection.</summary>
    private const long CollectKeyword = 0x800000;

    /// <summary>Ticks of /proc: sysconf(_SC_CLK_TCK) is 100 on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>User and system time.</summary>
    public static TimeSpan Cpu(int process)
    {
        var line = File.ReadAllText($"/proc/{process}/stat");
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>Resident set in bytes, without a collection before.</summary>
    public static long Resident(int process) => KiloBytes(File.ReadAllLines($"/proc/{process}/status"), "VmRSS:");

    public static async Task<Memory> MemoryAsync(OperatorProcess silo, CancellationToken cancellation)
    {
        await CollectAsync(silo.Id, cancellation);
        var status = await File.ReadAllLinesAsync($"/proc/{silo.Id}/status", cancellation);
        return new Memory(await ManagedAsync(silo, cancellation), KiloBytes(status, "VmRSS:"), KiloBytes(status, "RssAnon:"));
    }

    private static long KiloBytes(string[] status, string name)
    {
        var line = status.Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
    }

    private static async Task CollectAsync(int process, CancellationToken cancellation)
    {
        var provider = new EventPipeProvider(Runtime, EventLevel.Informational, CollectKeyword);
        using var session = await new DiagnosticsClient(process).StartEventPipeSessionAsync(
            [provider], requestRundown: false, token: cancellation);
        var drained = session.EventStream.CopyToAsync(Stream.Null, cancellation);
        await session.StopAsync(cancellation);
        await drained;
    }

    /// <summary>What was live after the last collection, which is the one just made.</summary>
    private static async Task<long> ManagedAsync(OperatorProcess silo, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(silo.Http, "/metrics"), cancellation);
        return Sum(text, "dotnet_gc_last_collection_heap_size_bytes")
            - Sum(text, "dotnet_gc_last_collection_heap_fragmentation_size_bytes");
    }

    private static long Sum(string metrics, string name) => (long)metrics.Split('\n')
        .Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal))
        .Sum(line => double.Parse(
            line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));
}
