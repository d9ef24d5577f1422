using System.Text;
using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;
using Coffer.Templates.Values;

namespace Coffer.Templates.Parsing;

/// <summary>A node of a parsed template. Nodes never change after parsing, so any number of renderings share them.</summary>
/// <param name="position">Where it begins, in bytes.</param>
internal abstract class Node(int position)
{
    public int Position { get; } = position;

    /// <summary>Writes the node as error texts show it.</summary>
    public abstract void Write(StringBuilder text);

    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }
}

/// <summary>A run of nodes.</summary>
internal sealed class ListNode(int position, Node[] nodes) : Node(position)
{
    public Node[] Nodes { get; } = nodes;

    /// <summary>Whether there is nothing in it but space: such a template does not replace another of its name.</summary>
    public bool IsEmpty => Nodes.All(node => node is TextNode text && Characters.AreSpaces(text.Text));

    public override void Write(StringBuilder text)
    {
        foreach (var node in Nodes)
        {
            node.Write(text);
        }
    }
}

internal sealed class TextNode(int position, string content) : Node(position)
{
    public string Text { get; } = content;

    public override void Write(StringBuilder text) => text.Append(Text);
}

/// <summary><c>{{pipeline}}</c></summary>
internal sealed class ActionNode(int position, PipeNode pipe) : Node(position)
{
    public PipeNode Pipe { get; } = pipe;

    public override void Write(StringBuilder text)
    {
        text.Append("{{");
        Pipe.Write(text);
        text.Append("}}");
    }
}

internal enum BranchKind
{
    If,
    With,
    Range,
}

/// <summary>An <c>if</c>, <c>with</c> or <c>range</c>.</summary>
internal sealed class BranchNode(BranchKind kind, PipeNode pipe, ListNode list, ListNode? otherwise) : Node(pipe.Position)
{
    public BranchKind Kind { get; } = kind;

    public PipeNode Pipe { get; } = pipe;

    public ListNode List { get; } = list;

    public ListNode? Else { get; } = otherwise;

    public override void Write(StringBuilder text)
    {
        text.Append("{{").Append(Kind switch { BranchKind.If => "if ", BranchKind.With => "with ", _ => "range " });
        Pipe.Write(text);
        text.Append("}}");
        List.Write(text);
        if (Else is not null)
        {
            text.Append("{{else}}");
            Else.Write(text);
        }

        text.Append("{{end}}");
    }
}

/// <summary><c>{{template "name" pipeline}}</c></summary>
internal sealed class TemplateNode(int position, string name, PipeNode? pipe) : Node(position)
{
    public string Name { get; } = name;

    public PipeNode? Pipe { get; } = pipe;

    public override void Write(StringBuilder text)
    {
        text.Append("{{template ").Append(Quoting.Quote(Name));
        if (Pipe is not null)
        {
            text.Append(' ');
            Pipe.Write(text);
        }

        text.Append("}}");
    }
}

/// <summary>What stands for itself: <c>break</c> and <c>continue</c>, and while parsing <c>end</c> and <c>else</c>.</summary>
internal sealed class WordNode(int position, TokenKind word) : Node(position)
{
    public TokenKind Word { get; } = word;

    public override void Write(StringBuilder text) => text.Append(Word switch
    {
        TokenKind.Break => "{{break}}",
        TokenKind.Continue => "{{continue}}",
        TokenKind.Else => "{{else}}",
        _ => "{{end}}",
    });
}

/// <summary>Commands, each but the first with the result of the one before as its last argument; perhaps kept in variables.</summary>
internal sealed class PipeNode(int position, bool isAssign, VariableNode[] variables, CommandNode[] commands) : Node(position)
{
    public bool IsAssign { get; } = isAssign;

    public VariableNode[] Variables { get; } = variables;

    public CommandNode[] Commands { get; } = commands;

    public override void Write(StringBuilder text)
    {
        if (StackGuard.IsNearEnd)
        {
            WriteElsewhere(text);
            return;
        }

        for (var index = 0; index < Variables.Length; index++)
        {
            text.Append(index > 0 ? ", " : "");
            Variables[index].Write(text);
        }

        text.Append(Variables.Length == 0 ? "" : IsAssign ? " = " : " := ");
        for (var index = 0; index < Commands.Length; index++)
        {
            text.Append(index > 0 ? " | " : "");
            Commands[index].Write(text);
        }
    }

    private void WriteElsewhere(StringBuilder text) => StackGuard.OnFreshStack(() => Write(text));
}

internal sealed class CommandNode(int position, Node[] words) : Node(position)
{
    /// <summary>What is done or called, then the arguments.</summary>
    public Node[] Words { get; } = words;

    public override void Write(StringBuilder text)
    {
        for (var index = 0; index < Words.Length; index++)
        {
            text.Append(index > 0 ? " " : "");
            Parenthesis.Write(Words[index], text);
        }
    }
}

internal sealed class IdentifierNode(int position, Function function) : Node(position)
{
    public Function Function { get; } = function;

    public override void Write(StringBuilder text) => text.Append(Function.Name);
}

/// <summary><c>$x</c> or <c>$x.Field</c></summary>
internal sealed class VariableNode(int position, string[] names) : Node(position)
{
    /// <summary>The name with its dollar sign, then fields.</summary>
    public string[] Names { get; } = names;

    public override void Write(StringBuilder text) => text.AppendJoin('.', Names);
}

internal sealed class DotNode(int position) : Node(position)
{
    public override void Write(StringBuilder text) => text.Append('.');
}

internal sealed class NilNode(int position) : Node(position)
{
    public override void Write(StringBuilder text) => text.Append("nil");
}

/// <summary><c>.X.Y</c></summary>
internal sealed class FieldNode(int position, string[] names) : Node(position)
{
    public string[] Names { get; } = names;

    public override void Write(StringBuilder text) => text.Append('.').AppendJoin('.', Names);
}

/// <summary><c>(pipeline).X.Y</c></summary>
internal sealed class ChainNode(int position, Node start, string[] names) : Node(position)
{
    public Node Start { get; } = start;

    public string[] Names { get; } = names;

    public override void Write(StringBuilder text)
    {
        Parenthesis.Write(Start, text);
        text.Append('.').AppendJoin('.', Names);
    }
}

/// <summary>A literal that is a value by itself: a string or a bool.</summary>
internal sealed class LiteralNode(int position, string source, Value value) : Node(position)
{
    public Value Value { get; } = value;

    public override void Write(StringBuilder text) => text.Append(source);
}

internal sealed class NumberNode(int position, string source, Constant constant) : Node(position)
{
    public string Source { get; } = source;

    public Constant Constant { get; } = constant;

    public override void Write(StringBuilder text) => text.Append(Source);
}

internal static class Parenthesis
{
    public static void Write(Node node, StringBuilder text)
    {
        var isPipe = node is PipeNode;
        text.Append(isPipe ? "(" : "");
        node.Write(text);
        text.Append(isPipe ? ")" : "");
    }
}
