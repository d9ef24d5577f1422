using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;

namespace Coffer.Templates.Parsing;

/// <summary>Parses one source, which may define several templates.</summary>
internal sealed class Parser
{
    private readonly string _name;
    private readonly string _text;
    private readonly TokenStream _tokens;
    private readonly PipelineParser _pipelines;
    private readonly Dictionary<string, Template> _templates = [];
    private int _ranges;

    private Parser(string name, string text, IReadOnlyDictionary<string, Function> functions, NodeCount nodes)
    {
        _name = name;
        _text = text;
        _tokens = new TokenStream(new Lexer(text));
        _pipelines = new PipelineParser(name, _tokens, functions, nodes);
    }

    /// <summary>The templates of a source: its own and those it defines.</summary>
    /// <exception cref="TemplateParseException">The source is not well-formed.</exception>
    public static IReadOnlyCollection<Template> Parse(
        string name, string text, IReadOnlyDictionary<string, Function> functions, NodeCount nodes)
    {
        var parser = new Parser(name, text, functions, nodes);
        parser.Add(name, parser.Source());
        return parser._templates.Values;
    }

    private void Add(string name, ListNode root)
    {
        if (!_templates.TryGetValue(name, out var known) || known.Root.IsEmpty)
        {
            _templates[name] = new Template(name, _name, _text, root);
        }
        else if (!root.IsEmpty)
        {
            throw Error($"template: multiple definition of template {Quoting.Quote(name)}");
        }
    }

    private ListNode Source()
    {
        var nodes = new List<Node>();
        var position = _tokens.Peek().Position;
        while (_tokens.Peek().Kind != TokenKind.End)
        {
            if (_tokens.Peek().Kind == TokenKind.LeftDelimiter)
            {
                var delimiter = _tokens.Next();
                if (_tokens.NextNonSpace().Kind == TokenKind.Define)
                {
                    Definition();
                    continue;
                }

                _tokens.Back(delimiter);
            }

            var node = TextOrAction();
            nodes.Add(IsEnd(node) || IsElse(node) ? throw Error($"unexpected {node}") : node);
        }

        return new ListNode(position, [.. nodes]);
    }

    private void Definition()
    {
        const string context = "define clause";
        var name = Name(_tokens.NextNonSpace(), context);
        Expect(TokenKind.RightDelimiter, context);
        Add(name, Body(context));
    }

    /// <summary>The list of a definition or block, which has variables and ranges of its own.</summary>
    private ListNode Body(string context)
    {
        var (ranges, line) = (_ranges, _pipelines.ActionLine);
        _ranges = 0;
        _pipelines.ActionLine = 0;
        var variables = _pipelines.BeginTemplate();
        var (list, end) = List();
        if (!IsEnd(end))
        {
            throw Error($"unexpected {end} in {context}");
        }

        _pipelines.EndTemplate(variables);
        (_ranges, _pipelines.ActionLine) = (ranges, line);
        return list;
    }

    /// <summary>Nodes up to an <c>end</c> or <c>else</c>, which comes with them.</summary>
    private (ListNode List, WordNode End) List()
    {
        if (StackGuard.IsNearEnd)
        {
            return StackGuard.OnFreshStack(List);
        }

        var nodes = new List<Node>();
        var position = _tokens.PeekNonSpace().Position;
        while (_tokens.PeekNonSpace().Kind != TokenKind.End)
        {
            var node = TextOrAction();
            if (IsEnd(node) || IsElse(node))
            {
                return (new ListNode(position, [.. nodes]), (WordNode)node);
            }

            nodes.Add(node);
        }

        throw Error("unexpected EOF");
    }

    private Node TextOrAction()
    {
        _pipelines.Count();
        var token = _tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Text:
                return new TextNode(token.Position, token.Text);
            case TokenKind.LeftDelimiter:
                _pipelines.ActionLine = token.Line;
                var action = Action();
                _pipelines.ActionLine = 0;
                return action;
            default:
                throw _pipelines.Unexpected(token, "input");
        }
    }

    private Node Action()
    {
        var token = _tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Block:
                return Block();
            case TokenKind.Break:
                return LoopWord(token, "{{break}}");
            case TokenKind.Continue:
                return LoopWord(token, "{{continue}}");
            case TokenKind.Else:
                return Else();
            case TokenKind.EndKeyword:
                return new WordNode(Expect(TokenKind.RightDelimiter, "end").Position, TokenKind.EndKeyword);
            case TokenKind.If:
                return Branch(BranchKind.If, "if");
            case TokenKind.Range:
                return Branch(BranchKind.Range, "range");
            case TokenKind.Template:
                return Call();
            case TokenKind.With:
                return Branch(BranchKind.With, "with");
            default:
                _tokens.Back();
                return new ActionNode(_tokens.Peek().Position, _pipelines.Pipeline("command", TokenKind.RightDelimiter));
        }
    }

    private WordNode LoopWord(Token word, string shown)
    {
        Expect(TokenKind.RightDelimiter, shown);
        return _ranges > 0 ? new WordNode(word.Position, word.Kind) : throw Error($"{shown} outside {{{{range}}}}");
    }

    private WordNode Else()
    {
        // "{{else if" and "{{else with" leave their second word to whoever asked for the list.
        var next = _tokens.PeekNonSpace();
        return next.Kind is TokenKind.If or TokenKind.With
            ? new WordNode(next.Position, TokenKind.Else)
            : new WordNode(Expect(TokenKind.RightDelimiter, "else").Position, TokenKind.Else);
    }

    private BranchNode Branch(BranchKind kind, string context)
    {
        var variables = _pipelines.VariableCount;
        var pipe = _pipelines.Pipeline(context, TokenKind.RightDelimiter);
        _ranges += kind == BranchKind.Range ? 1 : 0;
        var (list, end) = List();
        _ranges -= kind == BranchKind.Range ? 1 : 0;
        var otherwise = IsElse(end) ? ElseList(kind, context, end.Position) : null;
        _pipelines.Forget(variables);
        return new BranchNode(kind, pipe, list, otherwise);
    }

    private ListNode ElseList(BranchKind kind, string context, int position)
    {
        var chained = kind switch { BranchKind.If => TokenKind.If, BranchKind.With => TokenKind.With, _ => TokenKind.End };
        if (chained != TokenKind.End && _tokens.Peek().Kind == chained)
        {
            // {{if a}}_{{else if b}}_{{end}} is {{if a}}_{{else}}{{if b}}_{{end}}{{end}}: the inner one takes the only end.
            _tokens.Next();
            return new ListNode(position, [Chained(kind, context)]);
        }

        var (list, end) = List();
        return IsEnd(end) ? list : throw Error($"expected end; found {end}");
    }

    private BranchNode Chained(BranchKind kind, string context) =>
        StackGuard.IsNearEnd ? BranchElsewhere(kind, context) : Branch(kind, context);

    private BranchNode BranchElsewhere(BranchKind kind, string context) => StackGuard.OnFreshStack(() => Branch(kind, context));

    private TemplateNode Block()
    {
        const string context = "block clause";
        var token = _tokens.NextNonSpace();
        var name = Name(token, context);
        var pipe = _pipelines.Pipeline(context, TokenKind.RightDelimiter);
        Add(name, Body(context));
        return new TemplateNode(token.Position, name, pipe);
    }

    private TemplateNode Call()
    {
        const string context = "template clause";
        var token = _tokens.NextNonSpace();
        var name = Name(token, context);
        if (_tokens.NextNonSpace().Kind == TokenKind.RightDelimiter)
        {
            return new TemplateNode(token.Position, name, null);
        }

        _tokens.Back();
        return new TemplateNode(token.Position, name, _pipelines.Pipeline(context, TokenKind.RightDelimiter));
    }

    private string Name(Token token, string context) =>
        token.Kind is TokenKind.String or TokenKind.RawString
            ? _pipelines.Unquote(token.Text)
            : throw _pipelines.Unexpected(token, context);

    private Token Expect(TokenKind kind, string context)
    {
        var token = _tokens.NextNonSpace();
        return token.Kind == kind ? token : throw _pipelines.Unexpected(token, context);
    }

    private TemplateParseException Error(string message) => _pipelines.Error(message);

    private static bool IsEnd(Node node) => node is WordNode { Word: TokenKind.EndKeyword };

    private static bool IsElse(Node node) => node is WordNode { Word: TokenKind.Else };
}
