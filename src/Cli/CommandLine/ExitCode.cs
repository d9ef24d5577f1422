namespace Coffer.Cli.CommandLine;

/// <summary>What a command tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done, and all that was asked about is well.</summary>
    public const int Well = 0;

    /// <summary>The answer is no: something is not well, or did not come about.</summary>
    public const int NotWell = 1;

    /// <summary>There is no answer: the command line is wrong, or the cluster could not be asked.</summary>
    public const int NoAnswer = 2;

    /// <summary>Interrupted (Ctrl-C), as shells have it.</summary>
    public const int Interrupted = 130;
}
