using System.Numerics;
using Coffer.Templates.Numbers;
using Coffer.Templates.Values;

namespace Coffer.Templates.Parsing;

/// <summary>A number in a template, as every type that can hold it: which of them it is depends on where it stands.</summary>
internal sealed record Constant
{
    public long? Integer { get; private init; }

    public ulong? Unsigned { get; private init; }

    public double? Float { get; private init; }

    public Complex? Complex { get; private init; }

    /// <summary>What the spelling alone says: the value where no type is asked for. None: an integer beyond 64 bits signed.</summary>
    public Value? Value { get; private init; }

    /// <exception cref="FormatException">It is no number; with Go's text.</exception>
    public static Constant Parse(string text, TokenKind kind)
    {
        var constant = kind switch
        {
            TokenKind.CharConstant => OfRune(Unquoting.CharConstant(text)),
            TokenKind.Complex => OfComplex(ComplexText.Parse(text)),
            _ when text.EndsWith('i') && GoFloat.TryParse(text[..^1], out var imaginary) => OfComplex(new Complex(0, imaginary)),
            _ => OfNumber(text),
        };
        return constant with { Value = constant.ValueOf(text) };
    }

    private static Constant OfRune(int rune) => new() { Integer = rune, Unsigned = (ulong)rune, Float = rune };

    private static Constant OfComplex(Complex complex)
    {
        if (complex.Imaginary != 0)
        {
            return new() { Complex = complex };
        }

        return OfFloat(complex.Real) with { Complex = complex };
    }

    private static Constant OfNumber(string text)
    {
        var isUnsigned = GoInteger.TryParseUnsigned(text, 0, out var unsigned);
        if (GoInteger.TryParse(text, 0, out var integer))
        {
            return new() { Integer = integer, Unsigned = isUnsigned || integer == 0 ? unsigned : null, Float = integer };
        }

        if (isUnsigned)
        {
            return new() { Unsigned = unsigned, Float = unsigned };
        }

        if (!GoFloat.TryParse(text, out var number))
        {
            throw new FormatException($"illegal number syntax: {Quoting.Quote(text)}");
        }

        return text.AsSpan().ContainsAny(".eEpP") ? OfFloat(number) : throw new FormatException($"integer overflow: {Quoting.Quote(text)}");
    }

    private static Constant OfFloat(double number) => new()
    {
        Float = number,
        Integer = number is >= -9223372036854775808.0 and < 9223372036854775808.0 && Math.Truncate(number) == number ? (long)number : null,
        Unsigned = number is >= 0 and < 18446744073709551616.0 && Math.Truncate(number) == number ? (ulong)number : null,
    };

    private Value? ValueOf(string text)
    {
        if (Complex is { } complex)
        {
            return new ComplexValue(complex);
        }

        var isHexInteger = text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'X' && !text.AsSpan().ContainsAny('p', 'P');
        if (Float is { } number && !isHexInteger && text[0] != '\'' && text.AsSpan().ContainsAny(".eEpP"))
        {
            return new FloatValue(number);
        }

        return Integer is { } integer ? IntValue.Int(integer) : null;
    }
}
