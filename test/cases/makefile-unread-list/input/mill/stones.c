int stones;
