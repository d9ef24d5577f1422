using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates.Execution;

/// <summary>Executes templates: steps through their nodes, branches, loops and calls. One instance serves one rendering.</summary>
internal sealed class Executor
{
    private readonly IReadOnlyDictionary<string, Template> _templates;
    private readonly Budget _budget;
    private readonly Scope _scope = new();
    private readonly Frames _frames = new();
    private readonly ValueWriter _output;
    private readonly Evaluator _evaluator;

    private Executor(IReadOnlyDictionary<string, Template> templates, Budget budget)
    {
        _templates = templates;
        _budget = budget;
        _output = new ValueWriter(budget);
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
            while (_frames.Depth > 0)
            {
                Step(ref _frames.Top);
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
        if (ValueWriter.Pointed(value.Value) is null)
        {
            _budget.Remarks.Add(_evaluator.Call.Template.Locate(action),
                "there is no such value, and <no value> came out: correct the name, or give a value with default");
        }

        _output.Print(value.Value);
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
        var value = ValueWriter.Pointed(_evaluator.Pipeline(dot, range.Pipe).Value);
        if (value is null || LoopOver(value, range) is not { } loop)
        {
            Otherwise(range, dot, mark);
            return;
        }

        loop.Mark = _scope.Count;
        Push(range.List, dot, mark, loop);
        BeginRound(ref _frames.Top);
    }

    private Loop? LoopOver(Value value, BranchNode range)
    {
        if (!Loop.CanGoOver(value))
        {
            throw ExecutionError.Showing(_evaluator.Call, "range can't iterate over ", _output.Text(value));
        }

        if (value is IntValue or UintValue && range.Pipe.Variables.Length > 1)
        {
            throw ExecutionError.Showing(_evaluator.Call, "can't use ", $"{_output.Text(value)} to iterate over more than one variable");
        }

        if (value is MapValue map)
        {
            // Its keys are sorted first, also for a loop that stops at once.
            _budget.ReserveList(map.Count);
        }

        return Loop.Over(value, range);
    }

    /// <summary>Sets a loop to its next element, or ends it.</summary>
    private void BeginRound(ref Frame frame)
    {
        _budget.Spend();
        var loop = frame.Loop!;
        _scope.Pop(loop.Mark);
        if (!loop.MoveNext(out var index, out var element))
        {
            Leave();
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

    private void Push(ListNode list, Operand dot, int mark, Loop? loop, bool isCall = false, bool endsBreak = false) =>
        _frames.Push(new Frame { List = list, Dot = dot, Mark = mark, Loop = loop, IsCall = isCall, EndsBreak = endsBreak });

    private void Finish(ref Frame frame)
    {
        if (frame.Loop is not null)
        {
            BeginRound(ref frame);
        }
        else
        {
            Leave();
        }
    }

    /// <summary>Ends the innermost list.</summary>
    private void Leave()
    {
        _scope.Pop(_frames.Top.Mark);
        if (_frames.Top.IsCall && _evaluator.Call.Caller is { } caller)
        {
            _evaluator.Call = caller;
        }

        _frames.Pop();
    }

    // The parser has seen to it that there is a loop around every break and continue, in the same template.
    private void LeaveLoop()
    {
        while (_frames.Top is { Loop: null, EndsBreak: false })
        {
            Leave();
        }

        Leave();
    }

    private void NextRound()
    {
        while (_frames.Top.Loop is null)
        {
            Leave();
        }

        BeginRound(ref _frames.Top);
    }
}
