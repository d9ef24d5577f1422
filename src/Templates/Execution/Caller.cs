using Coffer.Templates.Builtins;
using Coffer.Templates.Calls;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates.Execution;

/// <summary>Calls functions and methods: counts, evaluates and checks arguments, words the errors.</summary>
internal sealed class Caller(Evaluator evaluator, Budget budget)
{
    private readonly ArgumentStack _stack = new();

    /// <param name="dot">Where arguments are evaluated.</param>
    /// <param name="function">What to call.</param>
    /// <param name="receiver">The value a method is called on.</param>
    /// <param name="whole">What an error of the function itself points at.</param>
    /// <param name="arguments">Written arguments.</param>
    /// <param name="final">The argument from the pipeline.</param>
    public Operand Call(Operand dot, Function function, Value? receiver, Node whole, ReadOnlySpan<Node> arguments, Operand final)
    {
        CheckCount(function, arguments.Length, final.IsMissing ? 0 : 1);
        if (function.Unusable is { } unusable)
        {
            throw ExecutionError.At(evaluator.Call, unusable);
        }

        if (function.Special is Special.And or Special.Or)
        {
            return ShortCircuit(dot, function, arguments, final);
        }

        var start = _stack.Count;
        for (var index = 0; index < arguments.Length; index++)
        {
            _stack.Push(Argument(dot, function.ParameterAt(index), arguments[index]));
        }

        if (!final.IsMissing)
        {
            _stack.Push(Checked(final, function.ParameterAt(arguments.Length)));
        }

        try
        {
            return Invoke(function, receiver, whole, arguments, start);
        }
        finally
        {
            _stack.Pop(start);
        }
    }

    private void CheckCount(Function function, int written, int piped)
    {
        var (count, wanted) = (written + piped, function.Fixed);
        if (function.IsVariadic && count < wanted)
        {
            throw ExecutionError.At(evaluator.Call, $"wrong number of args for {function.Name}: want at least {wanted} got {written}");
        }

        if (!function.IsVariadic && count != wanted)
        {
            throw ExecutionError.At(evaluator.Call, $"wrong number of args for {function.Name}: want {wanted} got {count}");
        }
    }

    private Operand ShortCircuit(Operand dot, Function function, ReadOnlySpan<Node> arguments, Operand final)
    {
        var value = Operand.Invalid;
        foreach (var argument in arguments)
        {
            value = Argument(dot, GoTypes.ReflectValue, argument);
            if (Truth.Of(value.Value) == (function.Special == Special.Or))
            {
                return value;
            }
        }

        return final.IsMissing ? value : Checked(final, GoTypes.ReflectValue);
    }

    private Operand Invoke(Function function, Value? receiver, Node whole, ReadOnlySpan<Node> written, int start)
    {
        try
        {
            var operands = _stack.From(start);
            switch (function.Special)
            {
                case Special.Index:
                    return Indexing.Index(operands[0], operands[1..]);
                case Special.Len:
                    return Operand.Of(Indexing.Length(operands[0]));
                case Special.Call:
                    throw Calling.Error(operands[0].Value, written);
            }

            var values = _stack.Values(start);
            var result = function.Body(new Arguments(values, operands.Length, budget, receiver));
            if (budget.Remarks.Take() is { } odd)
            {
                budget.Remarks.Add(evaluator.Call.Template.Locate(whole), $"{function.Name}: {odd}");
            }

            Charge(result, operands.Length > 0 ? operands[0].Value : null);
            return Operand.Declared(result, function.Result);
        }
        catch (FunctionError error)
        {
            evaluator.Call.At = whole;
            throw ExecutionError.Showing(evaluator.Call, $"error calling {function.Name}: ", error.Message);
        }
        catch (LimitError)
        {
            evaluator.Call.At = whole;
            throw;
        }
    }

    /// <summary>What a function makes costs by its size, so that doubling a text over and over soon ends.</summary>
    /// <param name="result">What the function yields.</param>
    /// <param name="first">The first argument: <c>set</c> and its like yield it again, which costs nothing.</param>
    private void Charge(Value? result, Value? first)
    {
        switch (result)
        {
            case TextValue text:
                budget.Reserve(text.Text.Length);
                break;
            case SliceValue slice:
                budget.ReserveList(slice.Count);
                break;
            case MapValue map when !ReferenceEquals(map, first):
                budget.ReserveMap(map.Count);
                break;
        }
    }

    private Operand Argument(Operand dot, GoType type, Node node)
    {
        evaluator.Call.At = node;
        switch (node)
        {
            case NilNode:
                return type.CanBeNil ? Zero(type) : throw ExecutionError.At(evaluator.Call, $"cannot assign nil to {type}");
            case DotNode or FieldNode or VariableNode or PipeNode or IdentifierNode or ChainNode:
                return Checked(evaluator.Term(dot, node), type);
            default:
                return type.IsInterface || type == GoTypes.ReflectValue
                    ? evaluator.Term(dot, node)
                    : Operand.Of(Constants.For(type, node, evaluator.Call));
        }
    }

    private static Operand Zero(GoType type) => type.Kind switch
    {
        Kind.Map => Operand.Of(new MapValue(null, type)),
        Kind.Slice => Operand.Of(new SliceValue(null, type)),
        Kind.Ptr => Operand.Of(new PointerValue(null, type)),
        Kind.Interface => Operand.Declared(null, type),
        _ => Operand.Invalid,
    };

    /// <summary>A value as the type a parameter has.</summary>
    private Operand Checked(Operand value, GoType type)
    {
        if (type == GoTypes.ReflectValue)
        {
            return value;
        }

        if (value.IsInvalid)
        {
            return type.CanBeNil ? Zero(type) : throw ExecutionError.At(evaluator.Call, $"invalid value; expected {type}");
        }

        if (type.IsInterface)
        {
            return value;
        }

        if (value.Value is { } concrete)
        {
            if (concrete.Type == type)
            {
                return Operand.Of(concrete);
            }

            if (concrete is PointerValue { Target: { } target } && target.Type == type)
            {
                return Operand.Of(target);
            }
        }

        throw ExecutionError.At(evaluator.Call, $"wrong type for value; expected {type}; got {value.Value?.Type ?? value.Type}");
    }
}
