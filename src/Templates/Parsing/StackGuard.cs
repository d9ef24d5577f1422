using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Coffer.Templates.Parsing;

/// <summary>
/// Lets recursion go on where the stack ends. Templates come from tenants and may nest as deeply as their size allows; a stack overflow
/// would end the process, so what recurses over them asks here first and goes on with a fresh stack when there is little left.
/// </summary>
internal static class StackGuard
{
    private const int StackBytes = 16 * 1024 * 1024;

    public static bool IsNearEnd => !RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>Runs on a stack of its own and waits for it.</summary>
    public static T OnFreshStack<T>(Func<T> run)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() => failure = Try(() => result = run()), StackBytes) { IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    public static void OnFreshStack(Action run) => OnFreshStack(() =>
    {
        run();
        return true;
    });

    private static ExceptionDispatchInfo? Try(Action run)
    {
        ExceptionDispatchInfo? failure = null;
        try
        {
            run();
        }
        catch (Exception thrown) when (Keep(thrown, out failure))
        {
            // The thread that waits throws it: on this one it would end the process.
        }

        return failure;
    }

    private static bool Keep(Exception thrown, out ExceptionDispatchInfo kept)
    {
        kept = ExceptionDispatchInfo.Capture(thrown);
        return true;
    }
}
