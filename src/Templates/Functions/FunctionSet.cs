using System.Collections.Frozen;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Functions;

/// <summary>All functions besides Go's own, by name. A group of functions has a class with an <c>All</c>; a new class is one line here.</summary>
internal static class FunctionSet
{
    public static FrozenDictionary<string, Function> ByName { get; } = new[]
    {
        Examples.All,
    }.SelectMany(group => group).ToFrozenDictionary(function => function.Name);
}
