int soup;
