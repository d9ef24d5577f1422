namespace Coffer.Templates.Values;

/// <summary>Go's <c>reflect.Kind</c>, as far as a template can meet one.</summary>
internal enum Kind
{
    Bool,
    Int,
    Int64,
    Uint8,
    Uint64,
    Float64,
    Complex128,
    Interface,
    Map,
    Ptr,
    Slice,
    String,
    Struct,
}
