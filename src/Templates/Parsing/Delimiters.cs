namespace Coffer.Templates.Parsing;

/// <summary>What stands around actions and comments, and the markers in it that trim the text outside.</summary>
internal static class Delimiters
{
    public const string Left = "{{";
    public const string Right = "}}";
    public const string CommentStart = "/*";
    public const string CommentEnd = "*/";

    /// <summary>A trim marker is a minus and a space.</summary>
    public const int MarkerLength = 2;

    /// <summary>Whether a left delimiter that begins so many bytes further on trims the text in front of it.</summary>
    public static bool LeftTrims(Scanner scanner, int distance) =>
        scanner.ByteAt(distance + Left.Length) == '-' && Characters.IsSpace(scanner.ByteAt(distance + Left.Length + 1));

    /// <summary>Whether the right delimiter comes next, perhaps after a marker.</summary>
    public static bool IsAtRight(Scanner scanner, out bool trims)
    {
        trims = IsRightMarker(scanner, 0);
        return trims || scanner.IsAhead(0, Right);
    }

    /// <summary>Whether a marker with the right delimiter behind it stands so many bytes further on.</summary>
    public static bool IsRightMarker(Scanner scanner, int distance) =>
        Characters.IsSpace(scanner.ByteAt(distance)) && scanner.ByteAt(distance + 1) == '-'
        && scanner.IsAhead(distance + MarkerLength, Right);

    /// <summary>Leaves out the white space behind a delimiter that trims.</summary>
    public static void SkipTrimmed(Scanner scanner)
    {
        while (Characters.IsSpace(scanner.ByteAt(0)))
        {
            scanner.Move(1);
        }

        scanner.Ignore();
    }
}
