namespace Coffer.Silo.CommandLine;

/// <summary>What the process tells its parent.</summary>
internal static class ExitCode
{
    /// <summary>Stopped as asked.</summary>
    public const int Done = 0;

    /// <summary>The command line or a setting is wrong; nothing was started.</summary>
    public const int Usage = 1;

    /// <summary>The host could not be started.</summary>
    public const int Failed = 2;

    /// <summary>The silo heard that it is dead, or could not go on: to be started again.</summary>
    public const int Died = 3;
}
