using Coffer.Templates.Calls;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates.Builtins;

/// <summary><c>call</c>: no value of ours is a function, so it always fails; how, depends.</summary>
internal static class Calling
{
    /// <param name="function">What should be called.</param>
    /// <param name="written">The arguments as the template has them: Go names the first.</param>
    public static FunctionError Error(Value? function, ReadOnlySpan<Node> written)
    {
        if (function is null)
        {
            return new FunctionError("call of nil");
        }

        var name = written.Length > 0 ? written[0].ToString() : function is TextValue text ? text.Text : $"<{function.Type} Value>";
        return new FunctionError($"non-function {name} of type {function.Type}");
    }
}
