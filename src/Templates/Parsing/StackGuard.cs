using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Parsing;

/// <summary>
/// Lets recursion go on where the stack ends. Templates come from tenants and may nest as deeply as their size allows; a stack overflow would end the process, so what recurses over them asks here
/// first and goes on with a fresh stack when there is little left.
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
        try
        {
            run();
            return null;
        }
        catch (Exception failure) when (IsOurs(failure))
        {
            return ExceptionDispatchInfo.Capture(failure);
        }
    }

    /// <summary>Whether it is an error of a template; anything else is a bug and ends the process as it would without the other stack.</summary>
    private static bool IsOurs(Exception failure) => failure is TemplateException or FunctionError or LimitError or FormatException;
}
