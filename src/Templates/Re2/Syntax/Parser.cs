namespace Coffer.Templates.Re2.Syntax;

/// <summary>
/// Parses RE2's syntax with the Perl flags of Go's <c>regexp.Compile</c>. It keeps the open groups itself: no
/// pattern can exhaust the stack.
/// </summary>
internal sealed class Parser
{
    private const int None = -1;

    private readonly PatternReader _reader;
    private readonly SizeGuard _guard;
    private readonly Stack<OpenGroup> _outer = new();
    private readonly List<string> _names = [""];
    private OpenGroup _group = new(capture: 0, ParseFlags.None);
    private ParseFlags _flags;
    private int _lastRepeat = None;

    private Parser(byte[] pattern, RegexpLimits limits)
    {
        _reader = new PatternReader(pattern);
        _guard = new SizeGuard(_reader, limits);
    }

    /// <summary>
    /// The tree of a pattern, and the names of its captures by number (empty without a name; number 0 is the whole match).
    /// </summary>
    /// <exception cref="RegexpException">The pattern is no regular expression of RE2, or too large.</exception>
    public static (Node Tree, IReadOnlyList<string> Names) Parse(byte[] pattern, RegexpLimits limits)
    {
        var parser = new Parser(pattern, limits);
        return (parser.ParseAll(), parser._names);
    }

    private bool Folds => _flags.HasFlag(ParseFlags.FoldCase);

    private Node ParseAll()
    {
        while (!_reader.AtEnd)
        {
            var start = _reader.At;
            var repeats = ParseRepetition();
            if (!repeats)
            {
                ParseOther();
            }

            _lastRepeat = repeats ? start : None;
        }

        var tree = _guard.Check(_group.Close());
        if (_outer.Count > 0)
        {
            throw _reader.ErrorOfAll(Fault.MissingParen);
        }

        _guard.CheckCaptures(_names.Count - 1);
        return _guard.CheckWhole(tree);
    }

    private void ParseOther()
    {
        switch (_reader.Peek())
        {
            case (byte)'(':
                ParseOpening();
                break;
            case (byte)'|':
                _reader.At++;
                _group.EndBranch();
                break;
            case (byte)')':
                _reader.At++;
                ParseClosing();
                break;
            case (byte)'[':
                PushClass(ClassParser.Bracketed(_reader, Folds));
                break;
            case (byte)'\\':
                ParseEscape();
                break;
            default:
                ParsePlain();
                break;
        }
    }

    private void ParsePlain()
    {
        var multiline = _flags.HasFlag(ParseFlags.MultiLine);
        var letter = _reader.Next();
        Push(letter switch
        {
            '^' => Node.Assertion(multiline ? NodeKind.BeginLine : NodeKind.BeginText),
            '$' => Node.Assertion(multiline ? NodeKind.EndLine : NodeKind.EndText),
            '.' => Node.AnyRune(_flags.HasFlag(ParseFlags.DotNewline)),
            _ => Node.Literal([letter], Folds),
        });
    }

    private void ParseEscape()
    {
        switch (_reader.Peek(1))
        {
            case (byte)'A':
                PushAssertion(NodeKind.BeginText);
                break;
            case (byte)'z':
                PushAssertion(NodeKind.EndText);
                break;
            case (byte)'b':
                PushAssertion(NodeKind.WordBoundary);
                break;
            case (byte)'B':
                PushAssertion(NodeKind.NoWordBoundary);
                break;
            case (byte)'C':
                throw _reader.Error(Fault.Escape, _reader.At, _reader.At + 2);
            case (byte)'Q':
                ParseQuoted();
                break;
            default:
                ParseCharacterEscape();
                break;
        }
    }

    private void PushAssertion(NodeKind kind)
    {
        _reader.At += 2;
        Push(Node.Assertion(kind));
    }

    private void ParseCharacterEscape()
    {
        if (ClassParser.Escaped(_reader, Folds) is { } ranges)
        {
            PushClass(ranges);
            return;
        }

        Push(Node.Literal([EscapeParser.Parse(_reader)], Folds));
    }

    /// <summary><c>\Q...\E</c>: everything between is literal; without <c>\E</c> it goes to the end.</summary>
    private void ParseQuoted()
    {
        _reader.At += 2;
        var length = _reader.Rest.IndexOf("\\E"u8);
        var end = length < 0 ? _reader.At + _reader.Left : _reader.At + length;
        foreach (var rune in _reader.Text(_reader.At, end).EnumerateRunes())
        {
            Push(Node.Literal([rune.Value], Folds));
        }

        _reader.At = length < 0 ? end : end + 2;
    }

    private void ParseOpening()
    {
        if (_reader.Peek(1) != '?')
        {
            _reader.At++;
            Open("", _flags);
            return;
        }

        var opening = GroupParser.Parse(_reader, _flags);
        if (opening.Opens)
        {
            Open(opening.Name, opening.Flags);
            return;
        }

        _flags = opening.Flags;
    }

    private void Open(string? name, ParseFlags inner)
    {
        var capture = 0;
        if (name is not null)
        {
            capture = _names.Count;
            _names.Add(name);
        }

        _outer.Push(_group);
        _group = new OpenGroup(capture, _flags);
        _flags = inner;
    }

    private void ParseClosing()
    {
        if (_outer.Count == 0)
        {
            throw _reader.ErrorOfAll(Fault.UnexpectedParen);
        }

        var (closed, flags) = (_group.Close(), _group.Outer);
        _group = _outer.Pop();
        _flags = flags;
        Push(closed);
    }

    private bool ParseRepetition()
    {
        var start = _reader.At;
        switch (_reader.Peek())
        {
            case (byte)'*':
                return Loop(NodeKind.Star, start);
            case (byte)'+':
                return Loop(NodeKind.Plus, start);
            case (byte)'?':
                return Loop(NodeKind.Optional, start);
            case (byte)'{' when RepeatParser.Parse(_reader) is { } bounds:
                return RepeatParser.IsValid(bounds) ? Repeat(bounds.Min, bounds.Max, start) : throw _reader.Error(Fault.RepeatCount, start);
            default:
                return false;
        }
    }

    private bool Loop(NodeKind kind, int start)
    {
        _reader.At++;
        var (operand, lazy) = Operand(start);
        Replace(Node.Loop(kind, operand, lazy));
        return true;
    }

    private bool Repeat(int min, int max, int start)
    {
        var (operand, lazy) = Operand(start);
        var repeat = Node.Repeat(operand, min, max, lazy);
        Replace(repeat);
        return (min >= 2 || max >= 2) && repeat.Copies > RepeatParser.MaxCount ? throw _reader.Error(Fault.RepeatCount, start) : true;
    }

    /// <summary>What the operator before this place repeats, and whether it prefers fewer.</summary>
    private (Node Operand, bool Lazy) Operand(int start)
    {
        var lazy = _flags.HasFlag(ParseFlags.Lazy);
        if (_reader.Peek() == '?')
        {
            _reader.At++;
            lazy = !lazy;
        }

        if (_lastRepeat != None)
        {
            throw _reader.Error(Fault.NestedRepeat, _lastRepeat);
        }

        return _group.Items.Count == 0 ? throw _reader.Error(Fault.MissingRepeatArgument, start) : (_group.Items[^1], lazy);
    }

    private void Replace(Node repeat) => _group.Items[^1] = _guard.Check(repeat);

    private void PushClass(int[] ranges)
    {
        _guard.CountRanges(ranges);
        Push(Node.Class(ranges));
    }

    private void Push(Node node) => _group.Items.Add(_guard.Check(node));
}
