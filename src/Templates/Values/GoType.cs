using System.Collections.Frozen;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Values;

/// <summary>
/// A Go type as <c>%T</c> and the error texts name it. Types are compared by reference: each exists once, in <see cref="GoTypes"/> or
/// beside the function that returns it.
/// </summary>
/// <param name="name">As Go prints it, for example <c>map[string]interface {}</c>.</param>
/// <param name="kind">Its kind.</param>
internal sealed class GoType(string name, Kind kind)
{
    private readonly Lazy<FrozenDictionary<string, Function>>? _methods;

    public string Name { get; } = name;

    public Kind Kind { get; } = kind;

    /// <summary>What a slice, map or pointer holds or points to.</summary>
    public GoType? Element { get; init; }

    /// <summary>The fields of a struct in the order of declaration, also the unexported ones.</summary>
    public IReadOnlyList<GoField> Fields { get; init; } = [];

    /// <summary>
    /// The exported methods a template may call on a value of this type. Late, because methods name types and types name methods.
    /// </summary>
    public Func<IEnumerable<Function>> MethodSource
    {
        init => _methods = new(() => value().ToFrozenDictionary(method => method.Name));
    }

    public bool IsInterface => Kind == Kind.Interface;

    public bool IsInteger => Kind is Kind.Int or Kind.Int64 or Kind.Uint8 or Kind.Uint64;

    /// <summary>Whether a variable of this type may be nil.</summary>
    public bool CanBeNil => this == GoTypes.ReflectValue || Kind is Kind.Interface or Kind.Map or Kind.Ptr or Kind.Slice;

    public Function? Method(string name) => _methods?.Value.GetValueOrDefault(name);

    public int FieldIndex(string name)
    {
        for (var index = 0; index < Fields.Count; index++)
        {
            if (Fields[index].Name == name)
            {
                return index;
            }
        }

        return -1;
    }

    public override string ToString() => Name;
}

/// <summary>A field of a struct type.</summary>
internal sealed record GoField(string Name, GoType Type)
{
    /// <summary>Name in JSON, if the struct gives one.</summary>
    public string? JsonName { get; init; }

    /// <summary>Left out of JSON when empty.</summary>
    public bool OmitEmpty { get; init; }

    public bool IsExported => Name[0] is >= 'A' and <= 'Z';
}
