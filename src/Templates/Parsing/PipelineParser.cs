using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;
using Coffer.Templates.Values;

namespace Coffer.Templates.Parsing;

/// <summary>Parses what stands inside the delimiters: pipelines, commands and their operands.</summary>
internal sealed class PipelineParser(string name, TokenStream tokens, IReadOnlyDictionary<string, Function> functions, NodeCount nodes)
{
    private const int DeepestParens = 10_000;
    private const int LongestPipeline = 100_000;
    private List<string> _variables = ["$"];
    private int _parens;

    /// <summary>Line of the delimiter of the current action, 0 outside actions.</summary>
    public int ActionLine { get; set; }

    public int VariableCount => _variables.Count;

    /// <summary>Ends the scope of the variables declared since there were so many.</summary>
    public void Forget(int count) => _variables.RemoveRange(count, _variables.Count - count);

    /// <summary>Begins a template with a scope of its own; returns what <see cref="EndTemplate"/> needs.</summary>
    public List<string> BeginTemplate()
    {
        var outer = _variables;
        _variables = ["$"];
        return outer;
    }

    public void EndTemplate(List<string> outer) => _variables = outer;

    /// <summary>Counts nodes that are about to be made.</summary>
    /// <exception cref="TemplateParseException">They are too many.</exception>
    public void Count(int made = 1)
    {
        if (!nodes.Take(made))
        {
            throw new TemplateParseException(
                $"template: {name}:{tokens.Line}: exceeded the limit of {nodes.Limit} nodes", TemplateLimit.Nodes);
        }
    }

    public PipeNode Pipeline(string context, TokenKind end)
    {
        Count();
        var position = tokens.PeekNonSpace().Position;
        var variables = new List<VariableNode>();
        var isAssign = Declarations(context, variables);
        var commands = new List<CommandNode>();
        while (true)
        {
            var token = tokens.NextNonSpace();
            if (token.Kind == end)
            {
                Check(commands, context);
                return new PipeNode(position, isAssign, [.. variables], [.. commands]);
            }

            if (!BeginsOperand(token.Kind))
            {
                throw Unexpected(token, context);
            }

            tokens.Back();
            commands.Add(Command());
            if (commands.Count > LongestPipeline)
            {
                throw Error("pipeline too long");
            }
        }
    }

    public string Unquote(string literal)
    {
        try
        {
            return Unquoting.Literal(literal);
        }
        catch (FormatException bad)
        {
            throw Error(bad.Message);
        }
    }

    public TemplateParseException Unexpected(Token token, string context)
    {
        if (token.Kind != TokenKind.Error)
        {
            return Error($"unexpected {token.Describe()} in {context}");
        }

        var extra = "";
        if (ActionLine != 0 && ActionLine != token.Line)
        {
            extra = $"{(token.Text.EndsWith(" action", StringComparison.Ordinal) ? "" : " in action")} started at {name}:{ActionLine}";
        }

        return Error(token.Text + extra);
    }

    public TemplateParseException Error(string message) => new($"template: {name}:{tokens.Line}: {message}");

    private static bool BeginsOperand(TokenKind kind) =>
        kind is TokenKind.Bool or TokenKind.CharConstant or TokenKind.Complex or TokenKind.Dot or TokenKind.Field
            or TokenKind.Identifier or TokenKind.Number or TokenKind.Nil or TokenKind.RawString or TokenKind.String or TokenKind.Variable
            or TokenKind.LeftParen;

    /// <summary>Variables in front of <c>:=</c> or <c>=</c>; true for the latter.</summary>
    private bool Declarations(string context, List<VariableNode> variables)
    {
        while (tokens.PeekNonSpace() is { Kind: TokenKind.Variable } variable)
        {
            tokens.Next();

            // Space is a token, so telling "$x foo" from "$x := foo" may take three tokens: keep the one beside the
            // variable to put it back.
            var beside = tokens.Peek();
            var next = tokens.PeekNonSpace();
            if (next.Kind is TokenKind.Assign or TokenKind.Declare)
            {
                tokens.NextNonSpace();
                Declare(variable, variables);
                return next.Kind == TokenKind.Assign;
            }

            if (next is not { Kind: TokenKind.Char, Text: "," })
            {
                PutBack(variable, beside);
                return false;
            }

            tokens.NextNonSpace();
            Declare(variable, variables);
            if (context != "range" || variables.Count > 1)
            {
                throw Error($"too many declarations in {context}");
            }

            if (tokens.PeekNonSpace().Kind is not (TokenKind.Variable or TokenKind.RightDelimiter or TokenKind.RightParen))
            {
                throw Error("range can only initialize variables");
            }
        }

        return false;
    }

    private void PutBack(Token variable, Token beside)
    {
        if (beside.Kind == TokenKind.Space)
        {
            tokens.Back(variable, beside);
        }
        else
        {
            tokens.Back(variable);
        }
    }

    private void Declare(Token variable, List<VariableNode> variables)
    {
        Count();
        variables.Add(new VariableNode(variable.Position, variable.Text.Split('.')));
        _variables.Add(variable.Text);
    }

    private void Check(List<CommandNode> commands, string context)
    {
        if (commands.Count == 0)
        {
            throw Error($"missing value for {context}");
        }

        for (var stage = 1; stage < commands.Count; stage++)
        {
            if (commands[stage].Words[0] is LiteralNode or DotNode or NilNode or NumberNode)
            {
                throw Error($"non executable command in pipeline stage {stage + 1}");
            }
        }
    }

    private CommandNode Command()
    {
        Count();
        var position = tokens.PeekNonSpace().Position;
        var words = new List<Node>();
        while (true)
        {
            tokens.PeekNonSpace();
            if (Operand() is { } operand)
            {
                words.Add(operand);
            }

            var token = tokens.Next();
            if (token.Kind == TokenKind.Space)
            {
                continue;
            }

            if (token.Kind is TokenKind.RightDelimiter or TokenKind.RightParen)
            {
                tokens.Back();
            }
            else if (token.Kind != TokenKind.Pipe)
            {
                throw Unexpected(token, "operand");
            }

            return words.Count > 0 ? new CommandNode(position, [.. words]) : throw Error("empty command");
        }
    }

    private Node? Operand()
    {
        var node = Term();
        if (node is null || tokens.Peek().Kind != TokenKind.Field)
        {
            return node;
        }

        var position = tokens.Peek().Position;
        var fields = new List<string>();
        while (tokens.Peek().Kind == TokenKind.Field)
        {
            Count();
            fields.Add(tokens.Next().Text[1..]);
        }

        return node switch
        {
            FieldNode field => new FieldNode(position, [.. field.Names, .. fields]),
            VariableNode variable => new VariableNode(position, [.. variable.Names, .. fields]),
            LiteralNode or NumberNode or NilNode or DotNode => throw Error($"unexpected . after term {Quoting.Quote(node.ToString())}"),
            _ => new ChainNode(position, node, [.. fields]),
        };
    }

    private Node? Term()
    {
        Count();
        var token = tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return functions.TryGetValue(token.Text, out var function)
                    ? new IdentifierNode(token.Position, function)
                    : throw Error($"function {Quoting.Quote(token.Text)} not defined");
            case TokenKind.Dot:
                return new DotNode(token.Position);
            case TokenKind.Nil:
                return new NilNode(token.Position);
            case TokenKind.Variable:
                return _variables.Contains(token.Text)
                    ? new VariableNode(token.Position, [token.Text])
                    : throw Error($"undefined variable {Quoting.Quote(token.Text)}");
            case TokenKind.Field:
                return new FieldNode(token.Position, [token.Text[1..]]);
            case TokenKind.Bool:
                return new LiteralNode(token.Position, token.Text, BoolValue.Of(token.Text == "true"));
            case TokenKind.CharConstant or TokenKind.Complex or TokenKind.Number:
                return new NumberNode(token.Position, token.Text, Number(token));
            case TokenKind.LeftParen:
                return Parenthesized();
            case TokenKind.String or TokenKind.RawString:
                return new LiteralNode(token.Position, token.Text, StringValue.Of(Unquote(token.Text)));
            default:
                tokens.Back();
                return null;
        }
    }

    private PipeNode Parenthesized()
    {
        if (_parens >= DeepestParens)
        {
            throw Error("max expression depth exceeded");
        }

        _parens++;
        var pipe = StackGuard.IsNearEnd ? StackGuard.OnFreshStack(Inner) : Inner();
        _parens--;
        return pipe;

        PipeNode Inner() => Pipeline("parenthesized pipeline", TokenKind.RightParen);
    }

    private Constant Number(Token token)
    {
        try
        {
            return Constant.Parse(token.Text, token.Kind);
        }
        catch (FormatException bad)
        {
            throw Error(bad.Message);
        }
    }
}
