using Coffer.Templates.Calls;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates.Execution;

/// <summary>Evaluates pipelines, commands, fields and variables. It recurses only as deep as parentheses nest.</summary>
internal sealed class Evaluator
{
    private readonly Scope _scope;
    private readonly Budget _budget;
    private readonly Caller _caller;

    public Evaluator(Scope scope, Budget budget)
    {
        _scope = scope;
        _budget = budget;
        _caller = new Caller(this, budget);
    }

    /// <summary>The template being executed.</summary>
    public Call Call { get; set; } = null!;

    public Operand Pipeline(Operand dot, PipeNode pipe) =>
        StackGuard.IsNearEnd ? PipelineElsewhere(dot, pipe) : Commands(dot, pipe);

    public void Assign(string name, Operand value)
    {
        if (!_scope.TrySet(name, Call.FirstVariable, value))
        {
            throw ExecutionError.At(Call, $"undefined variable: {name}");
        }
    }

    /// <summary>The value of a node that is an argument or the start of a chain.</summary>
    public Operand Term(Operand dot, Node node) => node switch
    {
        DotNode => dot,
        FieldNode field => Field(dot, field, [], Operand.Missing),
        VariableNode variable => Variable(dot, variable, [], Operand.Missing),
        PipeNode pipe => Pipeline(dot, pipe),
        IdentifierNode identifier => Function(dot, identifier, identifier, [], Operand.Missing),
        ChainNode chain => Chain(dot, chain, [], Operand.Missing),
        LiteralNode literal => Operand.Of(literal.Value),
        NumberNode number => Number(number),
        _ => throw ExecutionError.At(Call, $"can't handle assignment of {node} to empty interface argument"),
    };

    // Not in one method with its caller, where the closure would cost an allocation for every pipeline.
    private Operand PipelineElsewhere(Operand dot, PipeNode pipe) => StackGuard.OnFreshStack(() => Commands(dot, pipe));

    private Operand Commands(Operand dot, PipeNode pipe)
    {
        Call.At = pipe;
        var value = Operand.Missing;
        foreach (var command in pipe.Commands)
        {
            _budget.Spend();
            value = Command(dot, command, value).Unwrapped();
        }

        foreach (var variable in pipe.Variables)
        {
            if (pipe.IsAssign)
            {
                Assign(variable.Names[0], value);
            }
            else
            {
                _scope.Push(variable.Names[0], value);
            }
        }

        return value;
    }

    private Operand Command(Operand dot, CommandNode command, Operand final)
    {
        var arguments = command.Words.AsSpan(1);
        var first = command.Words[0];
        switch (first)
        {
            case FieldNode field:
                return Field(dot, field, arguments, final);
            case ChainNode chain:
                return Chain(dot, chain, arguments, final);
            case IdentifierNode identifier:
                return Function(dot, identifier, command, arguments, final);
            case PipeNode pipe:
                RejectArguments(first, arguments, final);
                return Pipeline(dot, pipe);
            case VariableNode variable:
                return Variable(dot, variable, arguments, final);
        }

        Call.At = first;
        RejectArguments(first, arguments, final);
        return first is NilNode ? throw ExecutionError.At(Call, "nil is not a command") : Term(dot, first);
    }

    private void RejectArguments(Node first, ReadOnlySpan<Node> arguments, Operand final)
    {
        if (arguments.Length > 0 || !final.IsMissing)
        {
            throw ExecutionError.At(Call, $"can't give argument to non-function {first}");
        }
    }

    private Operand Number(NumberNode number)
    {
        Call.At = number;
        return number.Constant.Value is { } value ? Operand.Of(value) : throw ExecutionError.At(Call, $"{number.Source} overflows int");
    }

    private Operand Function(Operand dot, IdentifierNode identifier, Node whole, ReadOnlySpan<Node> arguments, Operand final)
    {
        Call.At = identifier;
        return _caller.Call(dot, identifier.Function, null, whole, arguments, final);
    }

    private Operand Field(Operand dot, FieldNode field, ReadOnlySpan<Node> arguments, Operand final)
    {
        Call.At = field;
        return Fields(dot, dot, field, field.Names, arguments, final);
    }

    private Operand Chain(Operand dot, ChainNode chain, ReadOnlySpan<Node> arguments, Operand final)
    {
        Call.At = chain;
        if (chain.Start is NilNode)
        {
            throw ExecutionError.At(Call, $"indirection through explicit nil in {chain}");
        }

        Call.At = chain.Start;
        return Fields(dot, Term(dot, chain.Start), chain, chain.Names, arguments, final);
    }

    private Operand Variable(Operand dot, VariableNode variable, ReadOnlySpan<Node> arguments, Operand final)
    {
        Call.At = variable;
        if (!_scope.TryGet(variable.Names[0], Call.FirstVariable, out var value))
        {
            throw ExecutionError.At(Call, $"undefined variable: {variable.Names[0]}");
        }

        if (variable.Names.Length > 1)
        {
            return Fields(dot, value, variable, variable.Names.AsSpan(1), arguments, final);
        }

        RejectArguments(variable, arguments, final);
        return value;
    }

    private Operand Fields(
        Operand dot, Operand receiver, Node node, ReadOnlySpan<string> names, ReadOnlySpan<Node> arguments, Operand final)
    {
        for (var index = 0; index < names.Length - 1; index++)
        {
            receiver = Member(dot, names[index], node, [], Operand.Missing, receiver);
        }

        return Member(dot, names[^1], node, arguments, final, receiver);
    }

    /// <summary>A method, a field of a struct or an element of a map.</summary>
    private Operand Member(Operand dot, string name, Node node, ReadOnlySpan<Node> arguments, Operand final, Operand receiver)
    {
        if (receiver.IsInvalid)
        {
            return receiver;
        }

        if (receiver.IsNilInterface)
        {
            throw ExecutionError.At(Call, $"nil pointer evaluating interface {{}}.{name}");
        }

        var value = receiver.Value!;
        if (value is PointerValue { Target: { } target })
        {
            value = target;
        }

        if (value.Type.Method(name) is { } method)
        {
            return _caller.Call(dot, method, value, node, arguments, final);
        }

        var hasArguments = arguments.Length > 0 || !final.IsMissing;
        return value switch
        {
            MapValue map => hasArguments ? throw ExecutionError.At(Call, $"{name} is not a method but has arguments") : Element(map, name),
            StructValue or NativeValue { Kind: Kind.Struct } => StructField(value, name, receiver.Type, hasArguments),
            NativeValue { Type.Element: { } pointed } => StructField(value, name, receiver.Type, hasArguments, pointed),
            PointerValue { Type.Element: { } pointed } when pointed.FieldIndex(name) >= 0 =>
                throw ExecutionError.At(Call, $"nil pointer evaluating {receiver.Type}.{name}"),
            _ => throw NoField(name, receiver.Type),
        };
    }

    private static Operand Element(MapValue map, string name) =>
        map.TryGet(name, out var value) ? Operand.Declared(value, map.Type.Element!) : Operand.Invalid;

    private Operand StructField(Value value, string name, GoType declared, bool hasArguments, GoType? type = null)
    {
        type ??= value.Type;
        var index = type.FieldIndex(name);
        if (index < 0)
        {
            throw NoField(name, declared);
        }

        if (!type.Fields[index].IsExported)
        {
            throw ExecutionError.At(Call, $"{name} is an unexported field of struct type {declared}");
        }

        if (hasArguments)
        {
            throw ExecutionError.At(Call, $"{name} has arguments but cannot be invoked as function");
        }

        var fields = value is StructValue structure ? structure.Fields : ((NativeValue)value).Fields;
        return Operand.Declared(fields[index], type.Fields[index].Type);
    }

    private TemplateExecutionException NoField(string name, GoType type) =>
        ExecutionError.At(Call, $"can't evaluate field {name} in type {type}");
}
