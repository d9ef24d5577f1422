using Coffer.Templates.Calls;
using Coffer.Templates.Formatting;
using Coffer.Templates.Numbers;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates.Execution;

/// <summary>
/// Executes templates. Control flow keeps its own stack instead of calling itself: templates may call each other 100,000 deep, which no thread's stack would bear.
/// One instance serves one rendering.
/// </summary>
internal sealed class Executor
{
    private readonly IReadOnlyDictionary<string, Template> _templates;
    private readonly Budget _budget;
    private readonly Scope _scope = new();
    private readonly ByteBuffer _output;
    private readonly Evaluator _evaluator;
    private Printer? _printer;
    private Frame[] _frames = new Frame[4];
    private int _depth;

    private Executor(IReadOnlyDictionary<string, Template> templates, Budget budget)
    {
        _templates = templates;
        _budget = budget;
        _output = new ByteBuffer(budget);
        _evaluator = new Evaluator(_scope, budget);
    }

    /// <summary>The output of a template for an input.</summary>
    /// <exception cref="TemplateExecutionException">It could not be rendered.</exception>
    public static byte[] Render(IReadOnlyDictionary<string, Template> templates, Template template, Value? input, Budget budget)
    {
        var executor = new Executor(templates, budget);
        executor.Run(template, input);
        return executor._output.ToArray();
    }

    private void Run(Template template, Value? input)
    {
        var dot = input is null ? Operand.Invalid : Operand.Of(input);
        Enter(new Call(template, null, 0), dot);
        try
        {
            while (_depth > 0)
            {
                Step(ref _frames[_depth - 1]);
            }
        }
        catch (LimitError limit)
        {
            throw ExecutionError.OfLimit(_evaluator.Call, limit.Limit, limit.Message);
        }
    }

    private void Step(ref Frame frame)
    {
        if (frame.Next == frame.List.Nodes.Length)
        {
            Finish(ref frame);
            return;
        }

        _budget.Spend();
        var node = frame.List.Nodes[frame.Next++];
        _evaluator.Call.At = node;
        switch (node)
        {
            case TextNode text:
                _output.Append(text.Text);
                break;
            case ActionNode action:
                Action(action, frame.Dot);
                break;
            case BranchNode { Kind: BranchKind.Range } range:
                Range(range, frame.Dot);
                break;
            case BranchNode branch:
                Branch(branch, frame.Dot);
                break;
            case TemplateNode call:
                CallTemplate(call, frame.Dot);
                break;
            case WordNode { Word: TokenKind.Break }:
                LeaveLoop();
                break;
            default:
                NextRound();
                break;
        }
    }

    private void Action(ActionNode action, Operand dot)
    {
        var value = _evaluator.Pipeline(dot, action.Pipe);
        if (action.Pipe.Variables.Length > 0)
        {
            return;
        }

        _evaluator.Call.At = action;
        Print(value.Value);
    }

    private void Print(Value? value)
    {
        if (value is PointerValue { Target: { } target })
        {
            value = target;
        }

        switch (value)
        {
            case null:
                _output.Append("<no value>");
                break;
            case TextValue text:
                _output.Append(text.Text);
                break;
            default:
                Show(value);
                break;
        }
    }

    private void Branch(BranchNode branch, Operand dot)
    {
        var mark = _scope.Count;
        var value = _evaluator.Pipeline(dot, branch.Pipe);
        if (Truth.Of(value.Value))
        {
            Push(branch.List, branch.Kind == BranchKind.With ? value : dot, mark, null);
        }
        else
        {
            Otherwise(branch, dot, mark);
        }
    }

    private void Otherwise(BranchNode branch, Operand dot, int mark)
    {
        if (branch.Else is { } list)
        {
            Push(list, dot, mark, null, endsBreak: branch.Kind == BranchKind.Range);
        }
        else
        {
            _scope.Pop(mark);
        }
    }

    private void Range(BranchNode range, Operand dot)
    {
        var mark = _scope.Count;
        var value = _evaluator.Pipeline(dot, range.Pipe).Value;
        if (value is PointerValue { Target: { } target })
        {
            value = target;
        }

        if (value is not null && !Loop.CanGoOver(value))
        {
            throw ExecutionError.Showing(_evaluator.Call, "range can't iterate over ", Text(value));
        }

        if (value is IntValue or UintValue && range.Pipe.Variables.Length > 1)
        {
            throw ExecutionError.Showing(_evaluator.Call, "can't use ", $"{Text(value)} to iterate over more than one variable");
        }

        if (value is MapValue map)
        {
            // Its keys are sorted first, also for a loop that stops at once.
            _budget.ReserveList(map.Count);
        }

        if (value is null || Loop.Over(value, range) is not { } loop)
        {
            Otherwise(range, dot, mark);
            return;
        }

        loop.Mark = _scope.Count;
        Push(range.List, dot, mark, loop);
        BeginRound(ref _frames[_depth - 1]);
    }

    private string Text(Value value)
    {
        var start = _output.Length;
        Show(value);
        return _output.Cut(start);
    }

    private void Show(Value value)
    {
        _printer ??= new Printer(_output, _budget);
        _printer.Flags = default;
        _printer.Argument(value, 'v');
    }

    /// <summary>Sets a loop to its next element, or ends it.</summary>
    private void BeginRound(ref Frame frame)
    {
        _budget.Spend();
        var loop = frame.Loop!;
        _scope.Pop(loop.Mark);
        if (!loop.MoveNext(out var index, out var element))
        {
            Leave(ref frame);
            return;
        }

        Assign(loop.Node.Pipe, index, element);
        frame.Dot = element;
        frame.Next = 0;
    }

    private void Assign(PipeNode pipe, Operand index, Operand element)
    {
        var variables = pipe.Variables;
        if (variables.Length == 0)
        {
            return;
        }

        if (pipe.IsAssign)
        {
            _evaluator.Assign(variables[0].Names[0], variables.Length > 1 ? index : element);
            if (variables.Length > 1)
            {
                _evaluator.Assign(variables[1].Names[0], element);
            }

            return;
        }

        _scope.SetTop(1, element);
        if (variables.Length > 1)
        {
            _scope.SetTop(2, index);
        }
    }

    private void CallTemplate(TemplateNode node, Operand dot)
    {
        var caller = _evaluator.Call;
        if (!_templates.TryGetValue(node.Name, out var template))
        {
            throw ExecutionError.At(caller, $"template {Quoting.Quote(node.Name)} not defined");
        }

        if (caller.Depth == _budget.Limits.Depth)
        {
            throw ExecutionError.OfLimit(caller, TemplateLimit.Depth, $"exceeded maximum template depth ({_budget.Limits.Depth})");
        }

        var argument = node.Pipe is null ? Operand.Invalid : _evaluator.Pipeline(dot, node.Pipe);
        Enter(new Call(template, caller, _scope.Count), argument);
    }

    private void Enter(Call call, Operand dot)
    {
        var mark = _scope.Count;
        _scope.Push("$", dot);
        _evaluator.Call = call;
        Push(call.Template.Root, dot, mark, null, isCall: true);
    }

    private void Push(ListNode list, Operand dot, int mark, Loop? loop, bool isCall = false, bool endsBreak = false)
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, 2 * _depth);
        }

        _frames[_depth++] = new Frame { List = list, Dot = dot, Mark = mark, Loop = loop, IsCall = isCall, EndsBreak = endsBreak };
    }

    private void Finish(ref Frame frame)
    {
        if (frame.Loop is not null)
        {
            BeginRound(ref frame);
        }
        else
        {
            Leave(ref frame);
        }
    }

    private void Leave(ref Frame frame)
    {
        _scope.Pop(frame.Mark);
        if (frame.IsCall && _evaluator.Call.Caller is { } caller)
        {
            _evaluator.Call = caller;
        }

        frame = default;
        _depth--;
    }

    // The parser has seen to it that there is a loop around every break and continue, in the same template.
    private void LeaveLoop()
    {
        while (_frames[_depth - 1] is { Loop: null, EndsBreak: false })
        {
            Leave(ref _frames[_depth - 1]);
        }

        Leave(ref _frames[_depth - 1]);
    }

    private void NextRound()
    {
        while (_frames[_depth - 1].Loop is null)
        {
            Leave(ref _frames[_depth - 1]);
        }

        BeginRound(ref _frames[_depth - 1]);
    }

    /// <summary>A list of nodes being executed.</summary>
    private struct Frame
    {
        public required ListNode List { get; init; }

        /// <summary>The node that comes next.</summary>
        public int Next { get; set; }

        public Operand Dot { get; set; }

        /// <summary>How many variables remain after it.</summary>
        public int Mark { get; init; }

        public Loop? Loop { get; init; }

        public bool IsCall { get; init; }

        /// <summary>The <c>else</c> of a range: a break in it goes no further, as in Go, though a continue does.</summary>
        public bool EndsBreak { get; init; }
    }
}
