const bee = 1;
const wing = 2;
// #region part
const sting = 3;
// #endregion part
