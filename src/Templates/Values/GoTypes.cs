namespace Coffer.Templates.Values;

/// <summary>
/// The types of the language itself and of the data that templates get. Types of one function's results live beside that function.
/// </summary>
internal static class GoTypes
{
    public static readonly GoType Any = new("interface {}", Kind.Interface);

    /// <summary>Parameters of Go's own functions that take whatever there is, also the absence of a value.</summary>
    public static readonly GoType ReflectValue = new("reflect.Value", Kind.Struct);

    public static readonly GoType Bool = new("bool", Kind.Bool);
    public static readonly GoType Int = new("int", Kind.Int);
    public static readonly GoType Int64 = new("int64", Kind.Int64);
    public static readonly GoType Uint8 = new("uint8", Kind.Uint8);
    public static readonly GoType Uint64 = new("uint64", Kind.Uint64);
    public static readonly GoType Float64 = new("float64", Kind.Float64);
    public static readonly GoType Complex128 = new("complex128", Kind.Complex128);
    public static readonly GoType String = new("string", Kind.String);
    public static readonly GoType JsonNumber = new("json.Number", Kind.String) { MethodSource = () => NumberMethods.All };

    public static readonly GoType SliceOfAny = new("[]interface {}", Kind.Slice) { Element = Any };
    public static readonly GoType SliceOfString = new("[]string", Kind.Slice) { Element = String };
    public static readonly GoType SliceOfInt = new("[]int", Kind.Slice) { Element = Int };
    public static readonly GoType SliceOfUint8 = new("[]uint8", Kind.Slice) { Element = Uint8 };
    public static readonly GoType SliceOfSliceOfAny = new("[][]interface {}", Kind.Slice) { Element = SliceOfAny };
    public static readonly GoType MapOfAny = new("map[string]interface {}", Kind.Map) { Element = Any };
    public static readonly GoType MapOfString = new("map[string]string", Kind.Map) { Element = String };

    /// <summary>The input of a rendering, in the reference's own words because error texts and <c>%T</c> show them.</summary>
    public static readonly GoType SecretInput = new("helpers.SecretInput", Kind.Struct)
    {
        Fields =
        [
            new("Secrets", MapOfAny) { JsonName = "secrets" },
            new("WrapData", MapOfAny) { JsonName = "wrapData", OmitEmpty = true },
            new("Metadata", MapOfAny) { JsonName = "metadata" },
            new("Annotations", MapOfAny) { JsonName = "annotations" },
            new("Labels", MapOfAny) { JsonName = "labels" },
        ],
    };

    public static readonly GoType SecretInputPointer = new("*helpers.SecretInput", Kind.Ptr) { Element = SecretInput };
}
