namespace NlpTransfer.Experiments;

/// <summary>Where in an option's value a path is.</summary>
public enum PathForm
{
    /// <summary>It is one.</summary>
    Whole,

    /// <summary>It is one, or a name that the program knows.</summary>
    OrName,

    /// <summary>Behind a colon, as in <c>bert:FOLDER</c>; a value without one is a name.</summary>
    AfterColon,

    /// <summary>Behind an equals sign, as in <c>NAME=PATH</c>.</summary>
    AfterEquals,
}
