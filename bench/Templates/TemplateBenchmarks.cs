using BenchmarkDotNet.Attributes;

namespace Coffer.Templates.Bench;

/// <summary>What a template costs: parsed once per manifest, rendered once per read of the secret.</summary>
[MemoryDiagnoser]
public class TemplateBenchmarks
{
    private Workload _workload = null!;
    private TemplateSet _set = null!;

    /// <summary>Which template.</summary>
    [ParamsSource(nameof(Workloads))]
    public string Template { get; set; } = "";

    /// <summary>All of them.</summary>
    public static IEnumerable<string> Workloads => Workload.All.Keys;

    /// <summary>Chooses.</summary>
    [GlobalSetup]
    public void Choose()
    {
        _workload = Workload.All[Template];
        _set = _workload.Parse();
    }

    /// <summary>Text to tree.</summary>
    [Benchmark]
    public TemplateSet Parse() => _workload.Parse();

    /// <summary>Tree and secret to bytes; reading the secret's JSON is part of it.</summary>
    [Benchmark]
    public byte[] Render() => _workload.Render(_set);
}
