using System.Runtime.CompilerServices;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Functions.Types;

/// <summary>Guards functions that follow values into each other: a map can hold itself.</summary>
internal static class Nesting
{
    /// <exception cref="LimitError">The stack is nearly used up.</exception>
    public static void Guard()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new LimitError(TemplateLimit.Depth, "exceeded the depth that values may have");
        }
    }
}
