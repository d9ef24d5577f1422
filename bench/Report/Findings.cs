using Coffer.Bench.Serving;
using Spectre.Console;

namespace Coffer.Bench.Report;

/// <summary>Collects what the phases find, and shows it.</summary>
internal sealed class Findings(IAnsiConsole console)
{
    private readonly List<Expectation> _expectations = [];
    private readonly List<(string Name, string Value, string Aim)> _figures = [];

    public bool AllHold => _expectations.TrueForAll(expectation => expectation.Holds);

    public void Expect(Expectation expectation) => _expectations.Add(expectation);

    /// <summary>A figure that depends on the machine: shown beside its aim, never a reason to fail.</summary>
    public void Figure(string name, string value, string aim = "") => _figures.Add((name, value, aim));

    /// <summary>Shows the distribution as bars.</summary>
    public void Draw(Latencies latencies)
    {
        var chart = new BarChart().Width(76).Label("[bold]Create to Secret: how many took up to …[/]").LeftAlignLabel();
        foreach (var (upTo, count) in latencies.Histogram(16))
        {
            chart.AddItem($"{upTo.TotalSeconds,7:F2} s", count, Color.Green);
        }

        console.Write(chart);
        console.WriteLine();
    }

    /// <summary>Shows what the servers were asked in a phase.</summary>
    public void Calls(string phase, Counts counts, int objects)
    {
        var table = new Table().Title($"[bold]{Markup.Escape(phase)}: calls, counted at the servers[/]")
            .AddColumns("Call", "Number", "Per object").Border(TableBorder.Simple);
        foreach (var kind in counts.Kubernetes.Where(kind => kind.Resource.Length > 0).OrderByDescending(kind => kind.Count))
        {
            Row(table, $"Kubernetes: {kind.Name}", kind.Count, objects);
        }

        Row(table, "Vault: read of a secret", counts.SecretReads, objects);
        Row(table, "Vault: login", counts.Logins, objects);
        Row(table, "Vault: everything else, the puts of the bench among it", counts.OtherVault, objects);
        console.Write(table);
    }

    public void Show()
    {
        var figures = new Table().Title("[bold]Figures of this machine[/]")
            .AddColumns("What", "Measured", "Aim").Border(TableBorder.Simple);
        _figures.ForEach(figure => figures.AddRow(Markup.Escape(figure.Name), Markup.Escape(figure.Value), Markup.Escape(figure.Aim)));
        console.Write(figures);

        var table = new Table().Title("[bold]Counts, as promised?[/]")
            .AddColumns("", "Phase", "What", "Promised", "Counted").Border(TableBorder.Simple);
        foreach (var found in _expectations)
        {
            table.AddRow(found.Holds ? "[green]✓[/]" : "[red]✗[/]", Markup.Escape(found.Phase), Markup.Escape(found.What), found.Promised,
                found.Counted);
        }

        console.Write(table);
    }

    private static void Row(Table table, string name, long count, int objects) =>
        table.AddRow(Markup.Escape(name), $"{count:N0}", $"{(double)count / objects:F3}");
}
