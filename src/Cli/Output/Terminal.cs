namespace Coffer.Cli.Output;

/// <summary>Where a command reads and writes.</summary>
internal sealed record Terminal
{
    /// <summary>Lines are broken at this width where the terminal is wider or has no width.</summary>
    private const int MostColumns = 120;

    /// <summary>Standard input.</summary>
    public required TextReader In { get; init; }

    /// <summary>Answers.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>What is no answer: failures, progress, remarks.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether answers may be coloured.</summary>
    public bool Colours { get; init; }

    /// <summary>Whether a person watches <see cref="Error"/>: a progress line may be written over.</summary>
    public bool Live { get; init; }

    /// <summary>Columns that a text is broken at.</summary>
    public int Width { get; init; } = MostColumns;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// That of the process. Colours only on a terminal that knows them, and never with NO_COLOR (https://no-color.org).
    /// </summary>
    public static Terminal OfProcess()
    {
        var isDumb = Environment.GetEnvironmentVariable("TERM") is "dumb" or null && !OperatingSystem.IsWindows();
        return new Terminal
        {
            In = Console.In,
            Out = Console.Out,
            Error = Console.Error,
            Colours = !Console.IsOutputRedirected && !isDumb
                && Environment.GetEnvironmentVariable("NO_COLOR") is null or "",
            Live = !Console.IsErrorRedirected && !isDumb,
            Width = Columns(),
        };
    }

    private static int Columns() =>
        !Console.IsOutputRedirected && Console.WindowWidth is > 20 and < MostColumns and var width ? width : MostColumns;
}
