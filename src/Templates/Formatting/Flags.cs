namespace Coffer.Templates.Formatting;

/// <summary>What stands between <c>%</c> and the verb.</summary>
internal struct Flags
{
    /// <summary>In runes; none: as wide as it comes.</summary>
    public int? Width { get; set; }

    public int? Precision { get; set; }

    public bool Minus { get; set; }

    public bool Plus { get; set; }

    public bool Sharp { get; set; }

    public bool Space { get; set; }

    public bool Zero { get; set; }

    /// <summary><c>%+v</c>: structs with field names.</summary>
    public bool PlusV { get; set; }

    /// <summary><c>%#v</c>: Go syntax.</summary>
    public bool SharpV { get; set; }

    public readonly bool PadsWithZeros => Zero && !Minus;

    /// <summary>With the verb <c>v</c>, <c>#</c> and <c>+</c> mean something of their own.</summary>
    public void ForVerb(int verb)
    {
        if (verb is 'v' or 'w')
        {
            (SharpV, Sharp, PlusV, Plus) = (Sharp, false, Plus, false);
        }
    }
}
