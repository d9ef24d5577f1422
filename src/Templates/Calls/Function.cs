using Coffer.Templates.Values;

namespace Coffer.Templates.Calls;

/// <summary>What a function does with arguments that have passed the checks of its parameter types.</summary>
internal delegate Value? FunctionBody(Arguments args);

/// <summary>
/// A function or method that templates can call, with its Go signature. The executor checks and converts arguments by
/// <see cref="Parameters"/> and words the errors; the body can rely on them: <c>String</c> gives a <see cref="StringValue"/>, <c>Int</c> an
/// <see cref="IntValue"/>, <c>MapOfAny</c> a <see cref="MapValue"/> (perhaps nil), <c>Any</c> whatever there is, also <c>null</c>. A body
/// fails by throwing <see cref="FunctionError"/>.
/// </summary>
/// <param name="Name">As templates call it.</param>
/// <param name="Parameters">Types of the parameters; with <see cref="IsVariadic"/> the last one is the type of each of the
/// remaining arguments.</param>
/// <param name="Result">Declared type of the result: <c>Any</c> where Go declares <c>interface{}</c>; it shows in
/// later error texts.</param>
/// <param name="Body">The function itself.</param>
internal sealed record Function(string Name, GoType[] Parameters, GoType Result, FunctionBody Body)
{
    public bool IsVariadic { get; init; }

    /// <summary>Which of the functions that the executor does itself this is.</summary>
    public Special Special { get; init; }

    /// <summary>Why templates cannot call it (a method with too many results), in Go's words; it can be named all the same.</summary>
    public string? Unusable { get; init; }

    /// <summary>How many arguments must come before the variadic ones, or at all.</summary>
    public int Fixed => IsVariadic ? Parameters.Length - 1 : Parameters.Length;

    public GoType ParameterAt(int index) => index < Fixed ? Parameters[index] : Parameters[^1];

    /// <summary>A function whose last parameter may come any number of times.</summary>
    public static Function Variadic(string name, GoType[] parameters, GoType result, FunctionBody body) =>
        new(name, parameters, result, body) { IsVariadic = true };
}
